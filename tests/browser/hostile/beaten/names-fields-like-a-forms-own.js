addEventListener('DOMContentLoaded', () => { const form = document.createElement('form');
  form.style = 'position:fixed;inset:0';
  for (const name of ['closest', 'matches', 'localName', 'getBoundingClientRect',
  'parentElement', 'getRootNode', 'shadowRoot', 'append', 'appendChild']) { const one = document.createElement('input');
  one.name = name; HTMLElement.prototype.append.call(form, one) }
  document.body.append(form) })
