// @ts-check
// Whether a document says anything yet, and whether what a control shows can be taken for what it is: nothing lies over
// it, no question of the page is open, and the form it stands in has been sent. Buttons to save it by are savers.js's.

const DOCUMENT = Math.random().toString(36).slice(2); // this engine's own word: another one in the same document has another
const DIALOGS = 'dialog[open], [role="dialog"], [role="alertdialog"], [aria-modal="true"]';
/** What a page opens over itself and asks by; what only tells something is `manual` or a hint. */
const POPOVERS = '[popover]:popover-open:not([popover="manual"], [popover="hint"], [data-optout])';
const SHOWN = 'img, svg, canvas, video, iframe, input, button, select, textarea, object, embed';

/** Dialogs that stood there before it was the person's turn; a banner or a chat asks nothing about what they do. */
const stood = new WeakSet();
/** Those that were open at the last look, if nobody had done anything until then. @type {Element[]} */
let openBefore = [];
/** When forms and buttons were last sent or pressed. @type {WeakMap<EventTarget, number>} */
const used = new WeakMap();
/** The control that the person is to turn in a turn, and how it was last told to stand.
 * @type {{el: WeakRef<Element>, turn: number, stood: boolean | null} | null} */
let eyed = null;
/** What should leave in a turn of the person's, until it was there at a deed of theirs.
 * @typedef {{turn: number, key: string, target: PlainCandidate[]}} Leaving @type {Map<string, Leaving>} */
const leaving = new Map();
/** The turn, and what was there at a deed in it. @type {{turn: number, told: Set<string>}} */
const left = { turn: 0, told: new Set() };

/** @param {EventTarget} one */
const note = (one) => used.set(one, performance.now());

addEventListener('submit', (event) => { if (event.target) note(event.target); }, { capture: true, passive: true });
addEventListener('click', (event) => {
  if (event.isTrusted) event.composedPath().filter((one) => isA(one, 'Element')).forEach(note);
}, { capture: true, passive: true });
for (const name of ['click', 'change', 'keydown', 'submit']) {
  addEventListener(name, (event) => {
    if (!event.isTrusted || !eyed) return;
    tellHowItStands(); // before the page hears of it and may take the control away
    setTimeout(tellHowItStands); // after that: it is then that most switches are turned
  }, { capture: true, passive: true });
}
for (const name of ['pointerdown', 'keydown', 'click']) {
  addEventListener(name, (event) => {
    if (leaving.size && isPress(event)) afresh(tellWhatIsThere); // before the page hears of it and may take that away
  }, { capture: true, passive: true });
}

/** @param {Event} event whether it is the person's and may press something: typing may not, nor may what scripts make */
function isPress(event) {
  const { target } = event;
  if (!event.isTrusted || (isA(target, 'Element') && hasAttribute(target, 'data-optout'))) return false;
  if (event.type === 'keydown') return ['Enter', ' '].includes(/** @type {KeyboardEvent} */ (event).key);
  return event.type !== 'click' || navigator.userActivation.isActive;
}

/** Has an eye on what should leave, from now on. @param {Leaving} one */
function leaves(one) {
  if (one.turn !== left.turn) {
    leaving.clear();
    Object.assign(left, { turn: one.turn, told: new Set() });
  }
  if (!left.told.has(one.key)) leaving.set(one.key, one);
}

/** Tells, once, what is there that should leave. */
function tellWhatIsThere() {
  const page = readPage(document);
  for (const { turn, key, target } of leaving.values()) {
    if (!findingsOf(page, target).length) continue;
    leaving.delete(key);
    left.told.add(key);
    tellUnasked({ type: 'there', turn, key });
  }
}

/** Has an eye on a control from now on. @param {Element} el @param {number} turn @returns {boolean | null} how it stands */
function eye(el, turn) {
  if (eyed?.turn !== turn || eyed.el.deref() !== el) eyed = { el: new WeakRef(el), turn, stood: null };
  eyed.stood = standing(el);
  return eyed.stood;
}

/** @param {Element} el @returns {boolean | null} */
function standing(el) {
  const { on, selected } = stateOf(el);
  return on ?? selected;
}

/** @param {Unasked} told */
const tellUnasked = (told) => globalThis.optoutArrived?.(JSON.stringify(told));

/** How the control stands, told where that is news: somebody may turn it and leave sooner than we look again. */
function tellHowItStands() {
  const el = eyed?.el.deref();
  if (!eyed || !el || !isConnected(el)) return;
  const stood = standing(el);
  if (stood === null || stood === eyed.stood) return;
  eyed.stood = stood;
  tellUnasked({ type: 'stood', turn: eyed.turn, stood });
}

/** What this document can say just now; with `noting`, its open dialogs are those from before. Where it is `fresh`, those of
 * the look before are: that this one was asked for says that no hand was heard of until then.
 * @param {boolean} noting @param {boolean} fresh @returns {SpeechTold} */
function speech(noting, fresh) {
  const { roots } = readPage(document);
  const open = openDialogs(roots);
  const shut = roots.flatMap((root) => queryAll(root, DIALOGS)).filter((one) => !open.includes(one));
  shut.forEach((one) => stood.delete(one)); // what opens in it next is another question
  if (fresh) {
    openBefore.filter((one) => open.includes(one)).forEach((one) => stood.add(one));
    openBefore = open;
  }
  if (noting) open.forEach((one) => stood.add(one));
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  return {
    document: String(performance.timeOrigin), ready: document.readyState, status: entry?.responseStatus || 0, empty: !roots.some(hasContent),
    busy: queryAll(document, 'html[aria-busy="true"], body[aria-busy="true"], main[aria-busy="true"], [role="main"][aria-busy="true"]').length > 0,
    asks: open.filter((one) => !stood.has(one)).length,
  };
}

const COULD_SHOW = 'script, body *, frameset, meta[http-equiv="refresh" i]';
const innerTextOf = reader(HTMLElement.prototype, 'innerText');

/** Whether there is nothing at all on a page, nor a script that could bring something, nor does it lead on. */
const isEmpty = () => queryAll(document, COULD_SHOW).length === 0 &&
  innerTextOf(/** @type {HTMLElement} */ (document.documentElement)).trim() === '';

/** @param {Root[]} roots the document and its open shadow roots @returns {Element[]} the dialogs in sight */
function openDialogs(roots) {
  const popovers = roots.flatMap((root) => queryAll(root, POPOVERS)).filter((one) => queryAll(one, BUTTONS).length);
  const all = new Set([...roots.flatMap((root) => queryAll(root, DIALOGS)), ...popovers]);
  return [...all].filter((one) => isInSight(one) || partInSight(one, 0) !== null);
}

/** @param {Root} root @returns {boolean} whether there is anything to be seen in it at all */
function hasContent(root) {
  if (queryAll(root, SHOWN).some((one) => isInSight(one))) return true;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = /** @type {Text} */ (texts.currentNode);
    const owner = textOf(text).trim() ? above(text) : null;
    if (owner && !NEVER_TEXT.has(tagOf(owner)) && isRendered(owner, { visibilityProperty: true, opacityProperty: true })) return true;
  }
  return false;
}

/** The state of a control, and what keeps it from counting. @param {Element} el @returns {FreedomTold} */
function freedomOf(el) {
  const place = listOf(el) || el; // an option of a folded list has no place of its own
  const { native } = activated(place);
  const control = native || place;
  const form = formOf(control) || /** @type {HTMLFormElement | null} */ (nearest(el, (one) => tagOf(one) === 'form'));
  const turned = ago(Math.max(used.get(place) || 0, used.get(control) || 0));
  const asks = openDialogs(readPage(document).roots).filter((one) => !stood.has(one) && !holds(one, el));
  return {
    state: stateOf(el), covered: isCovered(place), asks: asks.length,
    busy: nearest(el, (one) => said(one, 'aria-busy').toLowerCase() === 'true') !== null,
    disabled: disabled(control), turned, savers: saversOf(control, form, turned),
  };
}

/** @param {Element} el whether something lies over its middle that is neither part of it nor around it */
function isCovered(el) {
  const at = drawn(el, { modals: [], dialogs: [] }) || el;
  const met = metBy(el);
  if (!met || holds(at, met) || holds(met, at) || holds(el, met)) return false;
  return !labelsOf(el).some((label) => holds(label, met));
}

/** @param {number} moment of this document's clock, 0 for never */
const ago = (moment) => (moment ? performance.now() - moment : null);
