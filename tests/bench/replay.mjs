// Replays a recording of Chrome's recorder: node replay.mjs PACKAGES RECORDING BROWSER SWITCH…
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [folder, file, executablePath, ...args] = process.argv.slice(2);
const needs = createRequire(`${folder}/package.json`);
const from = async (name) => {
  const found = await import(pathToFileURL(needs.resolve(name)));
  return found.default?.launch || found.default?.createRunner ? found.default : found;
};
const { createRunner, PuppeteerRunnerExtension } = await from('@puppeteer/replay');
const { launch } = await from('puppeteer-core');

const browser = await launch({ executablePath, headless: true, args });
const page = await browser.newPage();
const runner = await createRunner(JSON.parse(readFileSync(file, 'utf-8')), new PuppeteerRunnerExtension(browser, page));
await runner.run();
await browser.close();
