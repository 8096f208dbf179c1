// Walks a way with taiko: node taiko.cjs PACKAGES ACTS BROWSER SWITCH…
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');

const [folder, file, browser, ...args] = process.argv.slice(2);
process.env.TAIKO_BROWSER_PATH = browser;
const taiko = createRequire(`${folder}/package.json`)('taiko');

(async () => {
  const acts = JSON.parse(readFileSync(file, 'utf-8'));
  await taiko.openBrowser({ headless: true, args });
  for (const act of acts) {
    if (act.word === 'open') await taiko.goto(act.name);
    else if (act.word === 'fill') await taiko.write(act.value, taiko.into(taiko.textBox(act.name)));
    else await taiko.click(taiko[act.word](act.name));
  }
  await taiko.closeBrowser();
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
