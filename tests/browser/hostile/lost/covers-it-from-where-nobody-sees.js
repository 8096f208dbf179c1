addEventListener('load', () => { const host = document.createElement('div');
  document.body.append(host); const over = document.createElement('div'); over.popover = 'manual';
  host.attachShadow({mode: 'closed'}).append(over);
  over.style = 'position:fixed;inset:0;width:100vw;height:100vh;background:pink;pointer-events:none';
  over.showPopover(); setInterval(() => { over.hidePopover(); over.showPopover() }, 30) })
