const put = () => { for (const name of ['body', 'documentElement', 'querySelectorAll',
  'elementFromPoint', 'fullscreenElement', 'createElementNS', 'createElement', 'addEventListener', 'activeElement', 'readyState',
  'visibilityState', 'execCommand', 'URL', 'baseURI'])
  for (const tag of ['img', 'form']) { const one = document.createElement(tag);
  one.name = name;
  document.documentElement.append(one) } };
  put()
