addEventListener('load', () => { const list = document.createElement('ul'); document.body.append(list);
  let at = 0; setInterval(() => { for (let i = 0; i < 20; i++) { const one = document.createElement('li');
  one.textContent = `${at++}`;
  list.append(one);
  if (list.children.length > 300) list.firstChild.remove() } }, 4) })
