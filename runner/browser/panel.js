/*
 * The panel inside a web page: the guide's face. Runs in an isolated world the page cannot see, in the top frame only,
 * and draws into a closed shadow root in the top layer. It decides nothing: it shows what it is told and says what was
 * pressed. panel_tab.py joins read.js, panel.css.js, panel.card.js, panel.picture.js, panel.marks.js, panel.home.js,
 * panel.work.js, panel.place.js and this file into one function, which panel.wait.js calls.
 *
 * Why: events are taken at the window, first of all listeners, and end there, so that a page's focus traps, "click
 * outside closes the menu" and keyboard shortcuts neither disturb the panel nor hear of it.
 */

// Messages, and the words in them, are declared in Python: tests/js/panel.messages.d.ts is made from panel_messages.py.

const host = el('div', { popover: 'manual', 'data-optout': '' });
const root = host.attachShadow({ mode: 'closed' });
/** @typedef {{x: number, y: number, left: number, top: number, moved: boolean}} Drag   of the panel, in px of the screen */
/** @type {{view: View | null, placed: Place, drag: Drag | null, before: Element | null, moves: number, timer: number}} */
const now = { view: null, placed: { x: 1, y: 1, folded: false }, drag: null, before: null, moves: 0, timer: 0 };
/** What the ring is around: a box in document coordinates, and the element itself where it can be found.
 * @type {{box: FloatRect | null, element: Element | null, avoid: boolean, frame: number, count: number}} */
const ringed = { box: null, element: null, avoid: false, frame: 0, count: 0 };

/** @param {FromPage} message */
const say = (message) => globalThis.optoutSay(JSON.stringify(message));

// ── Place ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Takes a place the person has chosen, in px of the card's top left corner. @param {number} left @param {number} top */
function moveTo(left, top) {
  const { width, height } = card.getBoundingClientRect();
  const margin = marginOf();
  /** @param {number} at @param {number} room */
  const share = (at, room) => (room > 0 ? Math.min(1, Math.max(0, (at - margin) / room)) : 1);
  const [across, down] = [viewport.offsetWidth - width - 2 * margin, viewport.offsetHeight - height - 2 * margin];
  now.placed = { ...now.placed, x: share(left, across), y: share(top, down) };
  placing.held = true; // the person's own wish goes first, until there is news
  put(now.placed, placing.shape);
}

/** @param {boolean} folded */
function fold(folded) {
  now.placed = { ...now.placed, folded };
  Object.assign(placing, { held: false, opened: !folded });
  put(now.placed, shapesFor(now.view?.question ?? null)[0]);
  arrange();
  say({ type: 'placed', ...now.placed });
}

// ── Ring ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {FloatRect | null} box */
function showRing(box) {
  ringed.box = box && { ...box, x: box.x + scrollX, y: box.y + scrollY };
  Object.assign(ringed, { element: null, avoid: Boolean(box) });
  cancelAnimationFrame(ringed.frame);
  ring.hidden = !box;
  if (!box) return; // the panel stays aside until there is news: a click often follows when the ring has gone
  follow();
  ringed.count += 1;
  arrange();
  ringed.element = elementIn(box); // which is found only where the panel is not in front of it
  arrange();
}

/** What the ring, or all rings with numbers, are drawn around, in the viewport. @returns {Rect} */
function ringBox() {
  const boxes = ringed.box ? [ringed.box] : marked.rings.map((one) => one.box);
  return {
    left: Math.min(...boxes.map(({ x }) => x)) - scrollX - 7,
    top: Math.min(...boxes.map(({ y }) => y)) - scrollY - 7,
    right: Math.max(...boxes.map(({ x, width }) => x + width)) - scrollX + 7,
    bottom: Math.max(...boxes.map(({ y, height }) => y + height)) - scrollY + 7,
  };
}

/** The element that fills a box, so that the ring can go along when a part of the page scrolls.
 * @param {FloatRect} box @returns {Element | null} */
function elementIn(box) {
  const sides = /** @type {const} */ (['x', 'y', 'width', 'height']);
  const fits = (/** @type {DOMRect} */ rect) => sides.every((side) => Math.abs(rect[side] - box[side]) < 2);
  let found = topmost(box.x + box.width / 2, box.y + box.height / 2);
  while (found && !fits(rectOf(found))) found = upFrom(found) ?? hostAround(found);
  return found ?? null;
}

function follow() {
  if (ringed.element) {
    const { x, y, width, height } = rectOf(ringed.element);
    ringed.box = { x: x + scrollX, y: y + scrollY, width, height };
    ring.hidden = !width && !height;
  }
  if (ringed.box) surround(ring, ringed.box);
  ringed.frame = requestAnimationFrame(follow);
}

// ── The person's hands ──────────────────────────────────────────────────────────────────────────────────────────────

const ours = (/** @type {Event} */ event) => event.composedPath().includes(host);

/** What inside the panel an event is for; from the window a closed root cannot be seen into, so it is asked.
 * @param {MouseEvent} event @returns {Element | null} */
function inside(event) {
  if (event.target !== host && event.target instanceof Element && root.contains(event.target)) return event.target;
  return event.detail || event.type.startsWith('pointer') || event.type.startsWith('mouse')
    ? root.elementFromPoint(event.clientX, event.clientY) : root.activeElement;
}

/** What a control with `data-do` does. @type {Record<Exclude<Part, Choice> | 'press', (control: HTMLElement) => unknown>} */
const ACTS = {
  fold: () => fold(!stage.classList.contains('folded')),
  copy: () => copy(),
  press: (control) => press(/** @type {Choice} as `button` of panel.card.js has set it */ (control.dataset.choice)),
  box: () => addBox(),
  undo: () => undo(),
  move: () => {},
  home: () => say({ type: 'home' }),
  picture: () => {},
};

/** @param {Choice} choice */
function press(choice) {
  if (stage.classList.contains('busy')) return;
  stage.classList.add('busy');
  say({ type: 'pressed', choice, question: now.view?.question?.id ?? null });
}

function pressPrimary() {
  const primary = /** @type {HTMLElement | null} */ (foot.querySelector('.primary'));
  if (primary) ACTS.press(primary);
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = inside(event);
  const control = /** @type {HTMLElement | null | undefined} */ (target?.closest('[data-do]'));
  const dragged = now.drag?.moved;
  now.drag = null;
  if (dragged || event.detail > 1) return; // the second half of a double click would answer the next question
  if (control?.dataset.choice && event.detail && !well()) return; // a person clicks what they see; keys need no sight
  if (control) ACTS[/** @type {keyof typeof ACTS} */ (control.dataset.do)](control);
  else if (target?.closest('.folded .head')) fold(false);
}

async function copy() {
  const field = extra.querySelector('textarea');
  if (!field) return undefined;
  const written = navigator.clipboard?.writeText(field.value).then(() => true, () => false);
  if (await written) return paintCopied(true);
  field.select(); // pages over http have no clipboard, others forbid it
  return paintCopied(caller(Document.prototype, 'execCommand')(document, 'copy'));
}

/** @param {PointerEvent} event */
function onPointerDown(event) {
  const target = inside(event);
  if (!event.button && target?.closest('.leaf')) return grab(event, target);
  if (event.button || !target?.closest('.head') || target.closest('[data-do]:not(.grip)')) return;
  const { left, top } = card.getBoundingClientRect();
  now.drag = { x: event.clientX, y: event.clientY, left, top, moved: false };
  return head.setPointerCapture(event.pointerId);
}

/** @param {PointerEvent} event */
function onPointerMove(event) {
  if (pic.drag && event.buttons) return drag(event, pic.drag);
  const held = now.drag;
  if (!held || !event.buttons) return;
  const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
  if (!held.moved && Math.hypot(dx, dy) < 4) return;
  held.moved = true;
  moveTo(held.left + dx, held.top + dy);
}

function onPointerUp() {
  if (pic.drag) return drop(pic.drag);
  if (now.drag?.moved) say({ type: 'placed', ...now.placed });
  // The click that follows must still know that this was a drag.
  setTimeout(() => { now.drag = null; });
}

/** Buttons leave the focus where the person was typing; only the text to copy takes it. @param {MouseEvent} event */
function onMouseDown(event) {
  if (!inside(event)?.closest('textarea')) event.preventDefault();
}

/** Which way an arrow key goes: to the right, and down. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {KeyboardEvent} event */
function onKeyDown(event) {
  const { key } = event;
  const arrow = Object.hasOwn(ARROWS, key) ? ARROWS[key] : undefined;
  if (key === 'Escape') onEscape(event);
  else if (root.activeElement === desk && onPictureKey(event, arrow)) return;
  else if (event.repeat && (key === 'Enter' || key === ' ')) event.preventDefault();
  else if (arrow && root.activeElement === grip) nudge(event, arrow);
  else if (key === 'Enter' && root.activeElement === card) pressPrimary();
}

/** @param {KeyboardEvent} event */
function onEscape(event) {
  event.preventDefault(); // or it would close a dialog of the page
  if (stage.classList.contains('folded')) return leave();
  folder.focus();
  return fold(true);
}

/** @param {KeyboardEvent} event @param {[number, number]} arrow */
function nudge(event, [x, y]) {
  event.preventDefault();
  const { left, top } = card.getBoundingClientRect();
  const far = event.shiftKey ? 96 : 24;
  moveTo(left + x * far, top + y * far);
  say({ type: 'placed', ...now.placed });
}

/** Alt+Shift+O goes to the panel, and from there back to where the person was. @param {KeyboardEvent} event */
function goThere(event) {
  event.preventDefault();
  if (root.activeElement) return leave();
  now.before = activeOf(document);
  return (stage.classList.contains('folded') ? folder : card).focus();
}

/** What has the focus in the panel: all that can is HTML. */
const focusedIn = () => /** @type {HTMLElement | null} */ (root.activeElement);

function leave() {
  focusedIn()?.blur();
  /** @type {HTMLElement | null} what had the focus can take it */ (now.before)?.focus?.();
}

/** @typedef {PointerEvent & KeyboardEvent} Press   of a kind that the one who hears it knows */
/** @type {Record<string, (event: Press) => unknown>} of HEARD of panel.wait.js; the others end here */
const HANDS = { pointerdown: onPointerDown, pointermove: onPointerMove, pointerup: onPointerUp, pointercancel: onPointerUp,
  mousedown: onMouseDown, click: onClick, keydown: onKeyDown };

/** Every event of the window. Keys pressed in the page are let go unread, save for the one chord. @param {Event} event */
function onEvent(event) {
  if (!event.isTrusted) return;
  const press = /** @type {Press} */ (event);
  if (event.type === 'keydown' && press.altKey && press.shiftKey && press.code === 'KeyO' && now.view) {
    goThere(press);
  } else if (ours(event)) {
    placing.touched = performance.now();
    HANDS[event.type]?.(press);
  } else return;
  event.stopImmediatePropagation();
}

/** Adding a listener twice does nothing, so this is also how listeners come back after document.open(). */
function listen() {
  hearFirst();
  for (const type of ['toggle', 'close', 'fullscreenchange']) hear(document, type, onOver, true);
  notice();
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

/** @param {View} view */
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

/** @param {boolean} on */
async function veil(on) {
  stage.classList.toggle('veiled', on);
  check();
  await new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
    setTimeout(done, 150); // a tab in the background draws no frames
  });
}

/** @param {Part} part @returns {Promise<FloatRect | null>} null also for a choice that would not count, and does not in a moment */
async function boxOf(part) {
  const knob = /** @type {HTMLElement | null} */ (root.querySelector(`[data-choice="${part}"], [data-do="${part}"]`));
  const counts = () => !knob?.dataset.choice || well();
  for (let waited = 0; waited < 3 * UNSEEN_MS && !counts(); waited += 50) await new Promise((done) => { setTimeout(done, 50); });
  const rect = knob?.isConnected && counts() ? rectOf(knob) : null;
  return rect?.width ? { x: rect.x, y: rect.y, width: rect.width, height: rect.height } : null;
}

/** What is done about each message of the runner's; what it gives back is the answer.
 * @typedef {keyof PanelAnswers} Answered
 * @type {{[type in ToPage['type']]: (message: Extract<ToPage, {type: type}>) => type extends Answered
 *   ? PanelAnswers[type] | Promise<PanelAnswers[type]> : unknown}} */
const ORDERS = {
  show: ({ view }) => show(view),
  look: (message) => look(message),
  paint: (message) => painted(message),
  ring: ({ box }) => showRing(box),
  marks: ({ boxes }) => showMarks(boxes),
  veil: ({ on }) => veil(on),
  where: ({ part }) => boxOf(part),
  well: () => howWell(),
};

globalThis.optoutPanel = (message) => {
  const order = /** @type {((message: ToPage) => unknown) | undefined} */ (ORDERS[message.type]);
  if (!order) throw new Error(`the panel knows no message ${message.type}`);
  return order(message);
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];
root.append(stage);
waits.hears = onEvent;
listen();
new MutationObserver(onChange).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['open'] });
new IntersectionObserver(onSight, { trackVisibility: true, delay: 100, threshold: [0, 0.5, 1] }).observe(card);
setInterval(check, 400);
setInterval(() => { now.moves = 0; }, 1000);
