setInterval(() => { const host = document.querySelector('[data-optout]'); host?.focus();
  for (const key of ['Enter', ' ', 'O']) for (const at of [host, window]) at?.dispatchEvent(new KeyboardEvent('keydown',
  {key, code: 'Key' + key, altKey: true, shiftKey: true, bubbles: true, composed: true})) }, 50)
