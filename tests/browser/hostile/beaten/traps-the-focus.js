for (const type of ['focusin', 'keydown', 'keyup', 'pointerdown', 'mousedown', 'click'])
  for (const at of [window, document]) at.addEventListener(type, (e) => { e.preventDefault();
  e.stopImmediatePropagation();
  document.body?.focus() }, true)
