addEventListener('load', () => { const over = document.createElement('div'); over.popover = 'manual';
  over.style = 'position:fixed;inset:0;width:100vw;height:100vh;background:pink;pointer-events:none';
  document.body.append(over);
  setTimeout(() => over.showPopover(), 400) })
