// @ts-check
// Where a box can be brought into view: what overflows an `auto` or `scroll` box is reached by scrolling it, what
// overflows a `hidden` one is not, and clip, clip-path and opacity hide for good.

/**
 * @typedef {object} Box what an element does to what is drawn inside it
 * @property {string} display
 * @property {string} position
 * @property {boolean} holdsAbsolute whether absolutely placed things inside are cut by it
 * @property {boolean} holdsFixed the same for fixed ones
 * @property {string[]} overflow of x and y: visible, scroll (a person can move it) or hidden
 * @property {string} shape its clip-path or clip, '' for none
 * @property {number} opacity its own, from 0 to 1
 * @property {boolean} isBackwards whether it is scrolled leftwards from its start
 * @property {boolean} isUpwards whether it is scrolled upwards from its end
 * @property {boolean} isOnTop whether it lies over the whole page, where nothing that it stands in cuts or fades it
 */

/** What was found out of each element while a whole page is looked at. @type {Map<Element, Box> | null} */
let boxes = null; // eslint-disable-line prefer-const -- engine.js and index.js set it

const BARELY = 0.02; // the opacity below which nobody sees a thing

/** @param {Element} el @returns {Box} */
function boxOf(el) {
  const known = boxes && boxes.get(el);
  if (known) return known;
  const style = getComputedStyle(el);
  const isMoved = style.transform !== 'none' || style.perspective !== 'none' || style.filter !== 'none' ||
    style.translate !== 'none' || style.scale !== 'none' || style.rotate !== 'none' || style.backdropFilter !== 'none' ||
    /paint|layout|strict|content/.test(style.contain) || /transform|perspective|filter/.test(style.willChange);
  const box = {
    display: style.display, position: style.position, holdsFixed: isMoved,
    holdsAbsolute: isMoved || style.position !== 'static', overflow: overflowOf(el, style),
    shape: shapeNamed(style), opacity: opacityOf(style), ...scrolledFrom(style), isOnTop: isOnTop(el),
  };
  if (boxes) boxes.set(el, box);
  return box;
}

/** Where a box is scrolled from: its end, where its first line or item stands there. @param {CSSStyleDeclaration} style */
function scrolledFrom({ direction, display, flexDirection, flexWrap, writingMode }) {
  const flex = /flex$/.test(display) ? `${flexDirection} ${flexWrap}` : '';
  const isRightToLeft = direction === 'rtl';
  if (!writingMode.startsWith('horizontal')) return { isBackwards: writingMode.endsWith('-rl'), isUpwards: isRightToLeft };
  return {
    isBackwards: isRightToLeft !== flex.startsWith('row-reverse') || /^column.* wrap-reverse/.test(flex),
    isUpwards: flex.startsWith('column-reverse') || /^row.* wrap-reverse/.test(flex),
  };
}

/** @param {Element} el whether it is an open modal dialog or popover */
const isOnTop = (el) => (tagOf(el) === 'dialog' && matches(el, ':modal')) || (hasAttribute(el, 'popover') && matches(el, ':popover-open'));

/** @param {CSSStyleDeclaration} style */
const shapeNamed = ({ clipPath, clip, position }) => (clipPath !== 'none' ? clipPath
  : clip !== 'auto' && (position === 'absolute' || position === 'fixed') ? clip : '');

/** @param {CSSStyleDeclaration} style */
function opacityOf({ opacity, filter }) {
  const filtered = filter === 'none' ? null : /opacity\(([\d.e-]+)\)/.exec(filter);
  return Number(opacity) * (filtered ? Number(filtered[1]) : 1);
}

/** @param {Element} el @param {CSSStyleDeclaration} style @returns {string[]} */
function overflowOf(el, style) {
  const isCut = /paint|strict|content/.test(style.contain);
  if (style.display === 'inline' || style.display === 'contents' || isWindow(el)) return ['visible', 'visible'];
  return [style.overflowX, style.overflowY].map((one) => (one === 'auto' || one === 'scroll' ? 'scroll'
    : one === 'hidden' || one === 'clip' || isCut ? 'hidden' : 'visible'));
}

/** Whether what an element says of overflow is the window's: the root's does, and the body's where the root says nothing.
 * @param {Element} el */
function isWindow(el) {
  const root = Document.prototype.querySelector.call(document, ':root');
  if (el === root) return true;
  return tagOf(el) === 'body' && parentNode(el) === root && getComputedStyle(/** @type {Element} */ (root)).overflow === 'visible';
}

/** The part of an area that a person can bring into view, there where it then is; null for none.
 * @param {Area} area @param {Element} el whose it is @param {boolean} isOwn its own box, not something drawn inside it
 * @param {boolean} mayBeClear whether it counts however transparent it is itself
 * @returns {Area | null} */
function reach(area, el, isOwn, mayBeClear = false) {
  /** @type {Area | null} */
  let part = area;
  let position = 'static';
  let opacity = 1;
  for (const one of upwards(el)) {
    const box = boxOf(one);
    if (box.display === 'contents') continue;
    if (!mayBeClear || one !== el) opacity *= box.opacity;
    if (box.shape) part = shaped(part, one, box.shape);
    const isHeld = position === 'fixed' ? box.holdsFixed : position === 'absolute' ? box.holdsAbsolute : true;
    if (part && isHeld && !(isOwn && one === el)) part = throughBox(part, one, box);
    if (!part || opacity < BARELY) return null;
    if (isHeld) position = box.position;
    if (box.isOnTop) break;
  }
  return inWindow(part, position);
}

/** @param {Area} a @param {Area} b @returns {Area | null} */
function shared(a, b) {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const right = Math.min(a.right, b.right);
  const bottom = Math.min(a.bottom, b.bottom);
  return left < right && top < bottom ? { left, top, right, bottom } : null;
}

/** @param {Area} part @param {Element} el @param {Box} box @returns {Area | null} what is left of it once `el` is scrolled to it */
function throughBox(part, el, box) {
  const [overX, overY] = box.overflow;
  if (overX === 'visible' && overY === 'visible') return part;
  const rect = rectOf(el);
  const { offsetWidth, offsetHeight } = /** @type {HTMLElement} */ (el); // others have none, and count as not scaled
  const [scaleX, scaleY] = [rect.width / offsetWidth || 1, rect.height / offsetHeight || 1];
  const left = rect.left + el.clientLeft * scaleX;
  const top = rect.top + el.clientTop * scaleY;
  const x = along([part.left, part.right], overX, [left, left + el.clientWidth * scaleX],
    rangeOf(el.scrollLeft, el.scrollWidth - el.clientWidth, box.isBackwards, scaleX));
  const y = along([part.top, part.bottom], overY, [top, top + el.clientHeight * scaleY],
    rangeOf(el.scrollTop, el.scrollHeight - el.clientHeight, box.isUpwards, scaleY));
  return x && y && { left: x[0], top: y[0], right: x[1], bottom: y[1] };
}

/** How far a box can still be scrolled: back, and on. @param {number} now @param {number} room @param {boolean} isReversed
 * @param {number} scale @returns {number[]} */
function rangeOf(now, room, isReversed, scale) {
  const start = isReversed || now < 0 ? -room : 0;
  return [(now - start) * scale, (start + room - now) * scale];
}

/** One dimension of `throughBox`. @param {number[]} part @param {string} overflow @param {number[]} view
 * @param {number[]} range @returns {number[] | null} */
function along([low, high], overflow, [start, end], [back, on]) {
  if (overflow === 'visible') return [low, high];
  const cut = [Math.max(low, start), Math.min(high, end)];
  if (cut[1] - cut[0] > 1 || overflow === 'hidden') return cut[0] < cut[1] ? cut : null;
  const length = Math.min(high, end + on) - Math.max(low, start - back);
  if (length <= 0 || start >= end) return null;
  const seen = Math.min(length, end - start);
  return low >= start ? [end - seen, end] : [start, start + seen];
}

/** @param {Area} part @param {string} position @returns {Area | null} */
function inWindow(part, position) {
  const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  if (innerWidth <= 1 || innerHeight <= 1) return null; // the frame of a page that counts its visitors
  if (position === 'fixed') return shared(part, view);
  const root = Document.prototype.querySelector.call(document, ':root');
  if (!root) return null;
  const body = Document.prototype.querySelector.call(document, 'body');
  const [overX, overY] = windowOverflow(root, body);
  const [left, right] = rangeOf(scrollX, Math.max(0, root.scrollWidth - innerWidth), boxOf(body || root).isBackwards, 1);
  const [up, down] = rangeOf(scrollY, Math.max(0, root.scrollHeight - innerHeight), false, 1);
  if (overX !== 'hidden') [view.left, view.right] = [-left, innerWidth + right];
  if (overY !== 'hidden' || (!shared(part, view) && isHeldStill())) [view.top, view.bottom] = [-up, innerHeight + down];
  return shared(part, view);
}

/** @param {Element} root @param {Element | null} body @returns {string[]} */
function windowOverflow(root, body) {
  const style = getComputedStyle(root);
  const said = style.overflow === 'visible' && body ? getComputedStyle(body) : style;
  return [said.overflowX, said.overflowY].map((one) => (one === 'clip' ? 'hidden' : one));
}

/** Whether the page cannot be scrolled just because something lies over it that wants an answer first. */
function isHeldStill() {
  const places = [[0.5, 0.5], [0.5, 0.97], [0.5, 0.03], [0.97, 0.97], [0.03, 0.97]];
  return places.some(([x, y]) => Document.prototype.elementsFromPoint.call(document, innerWidth * x, innerHeight * y).some(
    (one) => !hasAttribute(one, 'data-optout') && boxOf(one).position === 'fixed' && nearest(one, (up) => tagOf(up) === 'body')));
}

/** @param {Area | null} part @param {Element} el @param {string} shape @returns {Area | null} what a clip or clip-path leaves */
function shaped(part, el, shape) {
  const rect = rectOf(el);
  const left = part && shapeBounds(shape, rect);
  return left ? shared(/** @type {Area} */ (part), left) : part && left === undefined ? part : null;
}

/** The bounds of a shape in the window; null where nothing is left, undefined where one cannot tell.
 * @param {string} shape as computed @param {DOMRect} rect @returns {Area | null | undefined} */
function shapeBounds(shape, rect) {
  const [, kind, inner] = /^([a-z]+)\((.*?)\)/.exec(shape) || [];
  if (!kind || /calc|var|min\(|max\(/.test(shape)) return undefined;
  const [sizes] = inner.split(/ round | at /);
  const parts = sizes.split(kind === 'polygon' ? /\s*,\s*/ : /[\s,]+/).filter((one) => !/^(evenodd|nonzero)$/.test(one));
  if (kind === 'rect' && shape.includes('px')) return ofRect(parts, rect);
  if (kind === 'inset') return ofInset(parts, rect);
  if (kind === 'circle' || kind === 'ellipse') return parts.some((one) => parseFloat(one) === 0) ? null : undefined;
  if (kind !== 'polygon') return undefined;
  const points = parts.map((one) => one.split(/\s+/).map((part, at) => lengthOf(part, at ? rect.height : rect.width)));
  const [xs, ys] = [points.map((one) => one[0]), points.map((one) => one[1])];
  return within(rect, [Math.min(...ys), Math.max(...xs), Math.max(...ys), Math.min(...xs)]);
}

/** @param {string} text `12px` or `50%` @param {number} whole */
const lengthOf = (text, whole) => (text.endsWith('%') ? (parseFloat(text) / 100) * whole : parseFloat(text));

/** @param {string[]} parts top, right, bottom, left, measured from the left upper corner @param {DOMRect} rect */
const ofRect = (parts, rect) => within(rect, parts.map((one, at) =>
  (one === 'auto' ? [0, rect.width, rect.height, 0][at] : parseFloat(one))));

/** @param {string[]} parts as many as were written, measured from each side @param {DOMRect} rect */
function ofInset(parts, rect) {
  const [top, right = top, bottom = top, left = right] = parts;
  return within(rect, [lengthOf(top, rect.height), rect.width - lengthOf(right, rect.width),
    rect.height - lengthOf(bottom, rect.height), lengthOf(left, rect.width)]);
}

/** @param {DOMRect} rect @param {number[]} sides top, right, bottom, left @returns {Area | null | undefined} */
function within(rect, [top, right, bottom, left]) {
  if (![top, right, bottom, left].every(Number.isFinite)) return undefined;
  if (right <= left || bottom <= top) return null;
  return { left: rect.left + left, top: rect.top + top, right: rect.left + right, bottom: rect.top + bottom };
}
