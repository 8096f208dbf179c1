addEventListener('load', () => setTimeout(() => { for (let at = 0; at < 1000; at++) alert(at) }, 700))
