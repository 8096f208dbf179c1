/*
 * What stands for the panel on a page that has just come; panel_tab.py puts it around the panel's other files. While the
 * runner works, nothing is drawn for a moment: many pages are passed through in less, and to draw the panel takes longer
 * than what is done on them. A question, a ring, or whoever asks where a button is, has it at once.
 */

const PASSED_MS = 200; // too short for a person to miss it
/** The last that was to be shown, the timer until then, and who hears of the person's hands once something is.
 * @type {{shown: ToPage | null, timer: number, hears: (event: Event) => unknown}} */
const waits = { shown: null, timer: 0, hears: () => {} };
const HEARD = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'mousedown', 'click', 'keydown', 'mouseup',
  'mousemove', 'mouseover', 'dblclick', 'auxclick', 'contextmenu', 'keyup', 'keypress', 'focusin', 'touchstart', 'touchend',
  'copy'];
const onHeard = (/** @type {Event} */ event) => waits.hears(event);

/** Listens before any script of the page can: who listens first hears of an event first, and can end it. */
function hearFirst() {
  for (const type of HEARD) addEventListener(type, onHeard, { capture: true, passive: false });
}

function drawNow() {
  clearTimeout(waits.timer);
  drawPanel(); // which puts itself in this one's place
  if (waits.shown) optoutPanel(waits.shown);
}

/** Whether a message says nothing that a person has to see this moment. @param {ToPage} message */
const canWait = (message) => message.type === 'show'
  ? message.view.state === 'working' && !message.view.question : message.type === 'ring' && !message.box;

globalThis.optoutPanel = (message) => {
  if (!canWait(message)) {
    drawNow();
    return optoutPanel(message);
  }
  if (message.type === 'show') {
    waits.shown = message;
    waits.timer ||= setTimeout(drawNow, PASSED_MS);
  }
  return undefined;
};
hearFirst();
globalThis.optoutSay(JSON.stringify({ type: 'ready' }));
