setInterval(() => { const host = document.querySelector('[data-optout]');
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) for (const at of [host, document, window])
  at?.dispatchEvent(new MouseEvent(type, {bubbles: true, composed: true, detail: 1,
  clientX: innerWidth - 60, clientY: innerHeight - 60})) }, 50)
