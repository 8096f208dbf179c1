// @ts-check
// A press of ours, from the inside: where to press, and what of it has arrived. Trusted events at that very point are
// the runner's own hand, all others are somebody else's and pass. What of ours would meet another element is stopped.

const OF_A_PRESS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
const OF_TYPING = ['beforeinput', 'input', 'change'];
/** @type {(ScrollLogicalPosition | '')[]} */
const ALIGNED = ['', 'end', 'center', 'start'];

/** @typedef {{id: number, hit: boolean | null, end: () => void}} Deed what we wait for, and whether it met the element */
/** @type {Deed | null} */
let deed = null;

const disabled = (/** @type {Element} */ el) => matches(el, ':disabled') ||
  nearest(el, (one) => said(one, 'aria-disabled').toLowerCase() === 'true') !== null;

/** @param {Element} el @returns {Point | null} the middle of the first line of it that is in the window */
function pointOn(el) {
  for (const { left, top, right, bottom } of linesOf(el)) {
    const [x0, x1] = [Math.max(left, 0), Math.min(right, innerWidth)];
    const [y0, y1] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    if (x1 - x0 > 0.9 && y1 - y0 > 0.9) return { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
  }
  return null;
}

/** The innermost element at a point. @param {number} x @param {number} y @returns {Element | null} */
function metAt(x, y) {
  /** A text that no element around it has a box for is met as its element, which is in no list of those at a point.
   * @param {Root} root @returns {Element | null} */
  const topmost = (root) => {
    const proto = nodeType(root) === 9 ? Document.prototype : ShadowRoot.prototype;
    const one = proto.elementFromPoint.call(root, x, y);
    return one && rootNode(one) === root ? one : allAt(root, x, y)[0] ?? null;
  };
  let met = topmost(document);
  for (let root = met && shadowOf(met); root; root = met && shadowOf(met)) {
    const inner = topmost(root);
    if (!inner || inner === met) break;
    met = inner;
  }
  return met;
}

/** What keeps a press at a point from these: our own panel, or something else. @param {Element[]} spots
 * @param {number} x @param {number} y */
function inTheWay(spots, x, y) {
  const met = metAt(x, y);
  if (met && hasAttribute(met, 'data-optout')) return 'panel';
  return nearest(met, (one) => spots.includes(one)) ? '' : 'covered';
}

/** The element, what it lies in where that is what a press is for, and its labels. @param {Element} el @returns {Element[]} */
function spotsOf(el) {
  const control = nearest(el, (one) => ['button', 'a', 'summary'].includes(tagOf(one)));
  return [...new Set([el, control || el, ...labelsOf(el), ...(tagOf(el) === 'slot' ? writtenIn(el) : [])])];
}

/** Where the texts of a slot were written, by which they are met at a point. @param {Element} slot @returns {Element[]} */
const writtenIn = (slot) => below(slot).flatMap((node) => {
  const host = isText(node) ? parentNode(node) : null;
  return host && isElement(host) ? [host] : [];
});

/** Gets ready for a press. @param {Element} el @param {AskArm} how
 * @returns {Aimed | Kept | null} where to press, or why one cannot; null where it needs no place */
function arm(el, { id, tries, way }) {
  disarm();
  if (way === 'write' && ready(el) !== 'ready') return { why: 'disabled' };
  if (way === 'type' || way === 'write') {
    deed = expectTyping(id, el);
    return null;
  }
  if (!bring(el).steady) return { why: 'moving' };
  const shape = drawn(el, layersOf([document])) || (isContents(el) ? el : null);
  if (!shape) return { why: 'hidden' };
  if (way === 'press' && disabled(el)) return { why: 'disabled' };
  const block = ALIGNED[tries % ALIGNED.length];
  if (block) Element.prototype.scrollIntoView.call(shape, { block, inline: block, behavior: 'instant' });
  const at = pointOn(shape);
  if (!at) return { why: 'outside' };
  const spots = spotsOf(el);
  const why = inTheWay(spots, at.x, at.y);
  if (why) return { why: why === 'covered' && getComputedStyle(shape).pointerEvents === 'none' ? 'disabled' : why };
  if (way === 'press') deed = expectPress(id, at, spots);
  return { at };
}

/** @param {number} id @param {Point} at @param {Element[]} spots @returns {Deed} */
function expectPress(id, at, spots) {
  return expectEvents(id, OF_A_PRESS, (event, met) => {
    const { clientX, clientY } = /** @type {MouseEvent} */ (event);
    if (!event.isTrusted || Math.abs(clientX - at.x) > 1 || Math.abs(clientY - at.y) > 1) return null;
    const hit = met === null ? event.composedPath().some((one) => isA(one, 'Element') && spots.includes(one)) : met;
    if (!hit) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    return hit;
  });
}

/** Typing and choosing say so by events that need not be trusted: Playwright sends some of them itself.
 * @param {number} id @param {Element} el @returns {Deed} */
const expectTyping = (id, el) => expectEvents(id, OF_TYPING, (event) => event.composedPath()[0] === el || null);

/** @param {number} id @param {string[]} names @param {(event: Event, met: boolean | null) => boolean | null} meets
 * @returns {Deed} */
function expectEvents(id, names, meets) {
  const one = { id, hit: /** @type {boolean | null} */ (null), end: () => {} };
  const notice = (/** @type {Event} */ event) => {
    const met = meets(event, one.hit);
    if (met === null) return;
    one.hit = met;
    // Told at once: after the press the page may be busy for long, or be another one.
    tellUnasked({ type: 'arrived', deed: id, hit: met, at: event.timeStamp });
  };
  for (const name of names) addEventListener(name, notice, { capture: true });
  one.end = () => { for (const name of names) removeEventListener(name, notice, { capture: true }); };
  return one;
}

const typeOf = reader(HTMLInputElement.prototype, 'type');
const isLocked = (/** @type {HTMLInputElement | HTMLTextAreaElement} */ el) => matches(el, ':disabled, :read-only');
const WRITTEN_IN = new Set(['email', 'password', 'search', 'tel', 'text', 'url']);

/** Puts the focus into a plain field and selects what is in it, for what is written next takes its place.
 * @param {Element} el @returns {Answers['ready']} */
function ready(el) {
  const isPlain = isA(el, 'HTMLTextAreaElement') || (isA(el, 'HTMLInputElement') && WRITTEN_IN.has(typeOf(el)));
  if (!isPlain) return 'other';
  HTMLElement.prototype.focus.call(el, { preventScroll: true });
  if (isLocked(el)) return 'readonly';
  if (isA(el, 'HTMLInputElement')) HTMLInputElement.prototype.select.call(el);
  else HTMLTextAreaElement.prototype.select.call(el);
  return matches(el, ':focus') ? 'ready' : 'other';
}

/** Ends one deed, or whatever there is. @param {number} [id]
 * @returns {Disarmed} what was waited for, and whether it came; 0 where this knows nothing of it */
function disarm(id) {
  if (!deed || (id && deed.id !== id)) return { deed: 0, hit: null };
  const { hit, end } = deed;
  const ended = { deed: deed.id, hit };
  end();
  deed = null;
  return ended;
}

/** Where the inside of a frame begins in the window around it. @param {Element} frame @returns {[number, number]} */
function insideOf(frame) {
  const { left, top } = rectOf(frame);
  const style = getComputedStyle(frame);
  return [left + frame.clientLeft + parseFloat(style.paddingLeft), top + frame.clientTop + parseFloat(style.paddingTop)];
}

/** A point of the inside of a frame in the window around it, if a point of it is not covered there.
 * @param {Element} frame @param {Point} at @returns {Aimed | Kept} */
function around(frame, at) {
  const [left, top] = insideOf(frame);
  const [x, y] = [left + at.x, top + at.y];
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return { why: 'outside' };
  const why = inTheWay([frame], x, y);
  return why ? { why } : { at: { x, y } };
}

/** The place of the first of these options that a list has: by its text, then by its value; -1 where it has none.
 * @param {Element} list @param {string[]} wanted */
function placeOfOption(list, wanted) {
  const options = queryAll(list, 'option');
  const text = (/** @type {Element} */ one) => fold(said(one, 'label') || textsOf(one));
  for (const name of wanted) {
    const at = options.findIndex((one) => text(one) === fold(name));
    if (at >= 0) return at;
  }
  return options.findIndex((one) => said(one, 'value') === wanted[0]);
}

/** All text in an element, seen or not. @param {Element} el @returns {string} */
const textsOf = (el) => below(el).map((node) => isText(node) ? textOf(node) : isElement(node) ? textsOf(node) : '').join('');
