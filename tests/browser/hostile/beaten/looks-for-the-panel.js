setInterval(() => { for (const one of document.querySelectorAll('*'))
  if (one.matches('[popover], [data-optout]')) { one.click();
  one.shadowRoot?.querySelector('button')?.click() } }, 50)
