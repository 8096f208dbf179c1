// Replays a recording of Chrome's recorder with @puppeteer/replay, in a browser that is there already:
//   node replay.mjs FOLDER_OF_NODE_MODULES WEBSOCKET TARGET < recording.json
// A step of type customStep is the person's turn: its name is said as `turn NAME`, and a line on stdin says go on.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, socket, wanted] = process.argv.slice(2);
const needs = createRequire(`${folder}/package.json`);
const from = async (name) => {
  const found = await import(pathToFileURL(needs.resolve(name)));
  return found.default?.connect || found.default?.createRunner ? found.default : found;
};
const { createRunner, PuppeteerRunnerExtension } = await from('@puppeteer/replay');
const { connect } = await from('puppeteer-core');

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const read = async () => (await lines.next()).value;

const REST = 300; // milliseconds between steps; at full speed it trips over forms that come a moment later

class Guided extends PuppeteerRunnerExtension {
  async runStep(step, flow) {
    if (step.type === 'customStep') {
      console.log(`turn ${step.name}`);
      await read();
    } else {
      await new Promise((goes) => setTimeout(goes, REST));
      this.last = `${step.type} ${step.url || step.selectors?.[0]}`;
      await super.runStep(step, flow);
    }
  }
}

const recording = JSON.parse(await read());
const browser = await connect({ browserWSEndpoint: socket, defaultViewport: null });
const target = browser.targets().find((one) => one._targetId === wanted);
const page = await target.page();
const guided = new Guided(browser, page);
try {
  await (await createRunner(recording, guided)).run();
  console.log('done');
} catch (error) {
  console.log(`failed at ${guided.last}: ${String(error.message).split('\n')[0]}`);
} finally {
  browser.disconnect();
  process.exit();
}
