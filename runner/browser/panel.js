/*
 * The panel inside a web page: the guide's face. Runs in an isolated world the page cannot see, in the top frame only,
 * and draws into a closed shadow root in the top layer. It decides nothing: it shows what it is told and says what was
 * pressed. panel_tab.py joins read.js, panel.css.js, panel.card.js, panel.picture.js, panel.home.js and this file into
 * one function.
 *
 * Why: events are taken at the window, first of all listeners, and end there, so that a page's focus traps, "click
 * outside closes the menu" and keyboard shortcuts neither disturb the panel nor hear of it.
 */

/** @typedef {'continue'|'retry'|'point'|'skip'|'back'|'stop'|'yes'|'no'} Choice */
/** @typedef {Choice|'fold'|'copy'|'move'|'box'|'undo'|'picture'} Part */
/** @typedef {{x: number, y: number, width: number, height: number}} Box in CSS px of the main frame's viewport */
/** @typedef {{x: number, y: number, folded: boolean}} Placed x and y are shares (0 to 1) of the room there is */
/** @typedef {{id: string, about: string, say: string, choices: Choice[], copy: ?string, diff: ?string, page_answers: boolean,
 *   topic: string, labels: Record<Choice, string>, picture: boolean}} Question */
/** @typedef {number[]} Patch left, top, width and height of what is black, in px of the picture */
/**
 * @typedef {object} View
 * @property {'ready'|'working'|'waiting'|'ended'} state   ready: there is nothing to show yet
 * @property {string} title   the flow's
 * @property {string} where   "Step 3 of 8"
 * @property {number} step
 * @property {number} steps
 * @property {string} doing
 * @property {string} note
 * @property {?Question} question
 * @property {Placed} placed
 */
/**
 * page → runner
 * @typedef {{type: 'ready'}
 *   | {type: 'pressed', choice: Choice, question: ?string}
 *   | {type: 'placed', x: number, y: number, folded: boolean}
 *   | {type: 'boxes', question: string, boxes: Patch[]}} FromPage
 */
/**
 * runner → page, each an argument of optoutPanel()
 * @typedef {{type: 'show', view: View}
 *   | {type: 'look', question: string, png: string, boxes: Patch[]}
 *   | {type: 'paint', png: string, boxes: Patch[]}         paint: returns the PNG with its boxes black
 *   | {type: 'ring', box: ?Box}
 *   | {type: 'veil', on: boolean}
 *   | {type: 'where', part: Part}
 *   | {type: 'well'}} ToPage   where: returns the Box of that button, or null; well: can it be seen and pressed?
 */

const host = el('div', { popover: 'manual', 'data-optout': '' });
const root = host.attachShadow({ mode: 'closed' });
/** @type {{view: ?View, placed: Placed, drag: ?object, before: ?Element, moves: number, timer: number}} */
const now = { view: null, placed: { x: 1, y: 1, folded: false }, drag: null, before: null, moves: 0, timer: 0 };
/** What the ring is around: a box in document coordinates, and the element itself where it can be found. */
const ringed = { box: null, element: null, avoid: false, frame: 0 };

/** @param {FromPage} message */
const say = (message) => globalThis.optoutSay(JSON.stringify(message));

// ── Place: position, folding, and out of the way of the ring ────────────────────────────────────────────────────────

/** Sets the place, and steps aside while the ring is around something the panel would cover. */
function arrange() {
  const { x, y, folded } = now.placed;
  const corners = [[x, y], [x, y < 0.5 ? 1 : 0], [x < 0.5 ? 1 : 0, y], [x < 0.5 ? 1 : 0, y < 0.5 ? 1 : 0]];
  const places = corners.map(([left, top]) => ({ x: left, y: top, folded }));
  if (!now.view?.question) places.push(...places.map((place) => ({ ...place, folded: true })));
  const free = ringed.avoid && places.find((place) => { put(place); return !covers(ring); });
  put(free || places[0]);
}

function put({ x, y, folded }) {
  card.style.setProperty('--x', x);
  card.style.setProperty('--y', y);
  if (stage.classList.contains('folded') !== folded || !folder.firstChild) paintFolded(folded);
}

function covers(node) {
  const [a, b] = [card, node].map((each) => each.getBoundingClientRect());
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Takes a place the person has chosen, in px of the card's top left corner. */
function moveTo(left, top) {
  const { width, height } = card.getBoundingClientRect();
  const margin = parseFloat(getComputedStyle(stage).getPropertyValue('--m'));
  const share = (at, room) => (room > 0 ? Math.min(1, Math.max(0, (at - margin) / room)) : 1);
  const [across, down] = [viewport.offsetWidth - width - 2 * margin, viewport.offsetHeight - height - 2 * margin];
  ringed.avoid = false;
  now.placed = { ...now.placed, x: share(left, across), y: share(top, down) };
  put(now.placed);
}

function fold(folded) {
  ringed.avoid = false; // the person's own wish goes first
  now.placed = { ...now.placed, folded };
  arrange();
  say({ type: 'placed', ...now.placed });
}

// ── Ring ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {?Box} box */
function showRing(box) {
  ringed.box = box && { ...box, x: box.x + scrollX, y: box.y + scrollY };
  Object.assign(ringed, { element: null, avoid: Boolean(box) });
  cancelAnimationFrame(ringed.frame);
  ring.hidden = !box;
  if (!box) return; // the panel stays aside until there is news: a click often follows when the ring has gone
  follow();
  arrange();
  ringed.element = elementIn(box);
}

/** The element that fills a box, so that the ring can go along when a part of the page scrolls. */
function elementIn(box) {
  const fits = (rect) => ['x', 'y', 'width', 'height'].every((side) => Math.abs(rect[side] - box[side]) < 2);
  let found = topmost(box.x + box.width / 2, box.y + box.height / 2);
  while (found && !fits(rectOf(found))) found = upFrom(found) ?? treeOf(found).host;
  return found ?? null;
}

function follow() {
  if (ringed.element) {
    const { x, y, width, height } = rectOf(ringed.element);
    ringed.box = { x: x + scrollX, y: y + scrollY, width, height };
    ring.hidden = !width && !height;
  }
  const { x, y, width, height } = ringed.box;
  const sides = { left: x - 7, top: y - 7, width: width + 14, height: height + 14 };
  for (const [side, length] of Object.entries(sides)) ring.style.setProperty(side, `${length}px`);
  ringed.frame = requestAnimationFrame(follow);
}

// ── The person's hands ──────────────────────────────────────────────────────────────────────────────────────────────

const ours = (event) => event.composedPath().includes(host);

/** What inside the panel an event is for; from the window a closed root cannot be seen into, so it is asked. */
function inside(event) {
  if (event.target !== host && root.contains(event.target)) return event.target;
  return event.detail || event.type.startsWith('pointer') || event.type.startsWith('mouse')
    ? root.elementFromPoint(event.clientX, event.clientY) : root.activeElement;
}

const ACTS = {
  fold: () => fold(!stage.classList.contains('folded')),
  copy: () => copy(),
  press: (control) => press(control.dataset.choice),
  box: () => addBox(),
  undo: () => undo(),
  move: () => {},
  picture: () => {},
};

/** @param {Choice} choice */
function press(choice) {
  if (stage.classList.contains('busy')) return;
  stage.classList.add('busy');
  say({ type: 'pressed', choice, question: now.view.question?.id ?? null });
}

function pressPrimary() {
  const choice = foot.querySelector('.primary')?.dataset.choice;
  if (choice) press(choice);
}

function onClick(event) {
  const target = inside(event);
  const control = target?.closest('[data-do]');
  const dragged = now.drag?.moved;
  now.drag = null;
  if (dragged || event.detail > 1) return; // the second half of a double click would answer the next question
  if (control?.dataset.choice && event.detail && !well()) return; // a person clicks what they see; keys need no sight
  if (control) ACTS[control.dataset.do](control);
  else if (target?.closest('.folded .head')) fold(false);
}

async function copy() {
  const field = extra.querySelector('textarea');
  const written = navigator.clipboard?.writeText(field.value).then(() => true, () => false);
  if (await written) return paintCopied(true);
  field.select(); // pages over http have no clipboard, others forbid it
  return paintCopied(caller(Document.prototype, 'execCommand')(document, 'copy'));
}

function onPointerDown(event) {
  const target = inside(event);
  if (!event.button && target?.closest('.leaf')) return grab(event, target);
  if (event.button || !target?.closest('.head') || target.closest('[data-do]:not(.grip)')) return;
  const { left, top } = card.getBoundingClientRect();
  now.drag = { x: event.clientX, y: event.clientY, left, top, moved: false };
  return head.setPointerCapture(event.pointerId);
}

function onPointerMove(event) {
  if (pic.drag && event.buttons) return drag(event);
  const held = now.drag;
  if (!held || !event.buttons) return;
  const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
  if (!held.moved && Math.hypot(dx, dy) < 4) return;
  held.moved = true;
  moveTo(held.left + dx, held.top + dy);
}

function onPointerUp() {
  if (pic.drag) return drop();
  if (now.drag?.moved) say({ type: 'placed', ...now.placed });
  // The click that follows must still know that this was a drag.
  setTimeout(() => { now.drag = null; });
}

/** Buttons leave the focus where the person was typing; only the text to copy takes it. */
function onMouseDown(event) {
  if (!inside(event)?.closest('textarea')) event.preventDefault();
}

function onKeyDown(event) {
  const { key } = event;
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (key === 'Escape') onEscape(event);
  else if (root.activeElement === desk && onPictureKey(event, arrow)) return;
  else if (event.repeat && (key === 'Enter' || key === ' ')) event.preventDefault();
  else if (arrow && root.activeElement === grip) nudge(event, arrow);
  else if (key === 'Enter' && root.activeElement === card) pressPrimary();
}

function onEscape(event) {
  event.preventDefault(); // or it would close a dialog of the page
  if (stage.classList.contains('folded')) return leave();
  folder.focus();
  return fold(true);
}

function nudge(event, [x, y]) {
  event.preventDefault();
  const { left, top } = card.getBoundingClientRect();
  const far = event.shiftKey ? 96 : 24;
  moveTo(left + x * far, top + y * far);
  say({ type: 'placed', ...now.placed });
}

/** Alt+Shift+O goes to the panel, and from there back to where the person was. */
function goThere(event) {
  event.preventDefault();
  if (root.activeElement) return leave();
  now.before = activeOf(document);
  return (stage.classList.contains('folded') ? folder : card).focus();
}

function leave() {
  root.activeElement?.blur();
  now.before?.focus?.();
}

const HANDS = { pointerdown: onPointerDown, pointermove: onPointerMove, pointerup: onPointerUp, pointercancel: onPointerUp,
  mousedown: onMouseDown, click: onClick, keydown: onKeyDown };
const HUSHED = ['mouseup', 'mousemove', 'mouseover', 'dblclick', 'auxclick', 'contextmenu', 'keyup', 'keypress', 'focusin',
  'touchstart', 'touchend', 'copy'];

/** Every event of the window. Keys pressed in the page are let go unread, save for the one chord. */
function onEvent(event) {
  if (!event.isTrusted) return;
  if (event.type === 'keydown' && event.altKey && event.shiftKey && event.code === 'KeyO' && now.view) {
    goThere(event);
  } else if (ours(event)) {
    HANDS[event.type]?.(event);
  } else return;
  event.stopImmediatePropagation();
}

/** Adding a listener twice does nothing, so this is also how listeners come back after document.open(). */
function listen() {
  for (const type of [...Object.keys(HANDS), ...HUSHED]) addEventListener(type, onEvent, { capture: true, passive: false });
  for (const type of ['toggle', 'close', 'fullscreenchange']) hear(document, type, onOver, true);
}

function soon() {
  clearTimeout(now.timer);
  now.timer = setTimeout(check);
}

/** @param {MutationRecord[]} changes */
function onChange(changes) {
  if (!host.isConnected || changes.some((change) => change.type === 'attributes')) soon();
}

// ── What the runner says ────────────────────────────────────────────────────────────────────────────────────────────

/** @param {?View} view */
function show(view) {
  const had = root.activeElement;
  now.view = view.state === 'ready' && !view.question ? null : view;
  if (!now.view) return host.remove();
  if (!now.drag) now.placed = view.placed;
  paint(view);
  if (!now.drag) arrange();
  check();
  if (had && !root.activeElement) card.focus();
  return undefined;
}

async function veil(on) {
  stage.classList.toggle('veiled', on);
  check();
  await new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
    setTimeout(done, 150); // a tab in the background draws no frames
  });
}

/** @param {Part} part @returns {Promise<?Box>} null also for a choice that would not count, and does not in a moment */
async function boxOf(part) {
  const knob = root.querySelector(`[data-choice="${part}"], [data-do="${part}"]`);
  const counts = () => !knob?.dataset.choice || well();
  for (let waited = 0; waited < 3 * UNSEEN_MS && !counts(); waited += 50) await new Promise((done) => { setTimeout(done, 50); });
  const rect = knob?.isConnected && counts() ? rectOf(knob) : null;
  return rect?.width ? { x: rect.x, y: rect.y, width: rect.width, height: rect.height } : null;
}

/** @param {ToPage} message */
globalThis.optoutPanel = (message) => ({
  show: () => show(message.view),
  look: () => look(message),
  paint: () => painted(message),
  ring: () => showRing(message.box),
  veil: () => veil(message.on),
  where: () => boxOf(message.part),
  well: () => (visibility(document) === 'visible' ? well() : null),
})[message.type]();

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];
root.append(stage);
listen();
new MutationObserver(onChange).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['open'] });
new IntersectionObserver(onSight, { trackVisibility: true, delay: 100, threshold: [0, 0.5, 1] }).observe(card);
setInterval(check, 400);
setInterval(() => { now.moves = 0; }, 1000);
say({ type: 'ready' });
