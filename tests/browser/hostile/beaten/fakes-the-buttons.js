addEventListener('load', () => { const fake = document.createElement('div'); fake.popover = 'manual';
  fake.dataset.optout = ''; fake.innerHTML = '<button data-do=press data-choice=continue>Continue</button>';
  document.body.append(fake); fake.showPopover(); setInterval(() => fake.firstChild.click(), 50) })
