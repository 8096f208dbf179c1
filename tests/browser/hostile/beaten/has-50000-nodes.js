addEventListener('load', () => { const all = document.createElement('div');
  all.innerHTML = '<p>A line with <b>words</b></p>'.repeat(25_000); document.body.append(all) })
