addEventListener('load', () => setTimeout(() => { for (;;); }, 700))
