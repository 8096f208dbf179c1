setInterval(() => { for (let at = 0; at < 20; at++) console.log('x'.repeat(2_000)) }, 20)
