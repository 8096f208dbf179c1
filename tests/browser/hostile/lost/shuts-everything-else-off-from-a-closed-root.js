addEventListener('load', () => { const host = document.createElement('div');
  document.body.append(host); const over = document.createElement('dialog');
  host.attachShadow({mode: 'closed'}).append(over); over.showModal() })
