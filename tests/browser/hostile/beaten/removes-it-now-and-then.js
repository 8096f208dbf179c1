setInterval(() => document.querySelector('[data-optout]')?.remove(), 700)
