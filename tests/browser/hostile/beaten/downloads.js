addEventListener('load', () => { for (let at = 0; at < 10; at++) { const link = document.createElement('a');
  link.href = 'data:application/octet-stream,x';
  link.download = `open-me-${at}.sh`;
  document.body.append(link);
  link.click() } })
