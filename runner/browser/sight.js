// @ts-check
// What a person can see, and press: drawn, not clipped away, not made inert by an open dialog.

/** @typedef {{modals: Element[], dialogs: Element[]}} Layers modal dialogs, and what calls itself one */

/** @param {Element[]} roots @returns {Layers} */
function layersOf(roots) {
  const all = roots.flatMap((root) => queryAll(root, 'dialog[open], [aria-modal="true"]'));
  const modals = all.filter((el) => tagOf(el) === 'dialog' && matches(el, ':modal'));
  return { modals, dialogs: all.filter((el) => isRendered(el) && hasArea(el)) };
}

/** @param {any} el @returns {boolean} */
function hasArea(el) {
  const { width, height } = rectOf(el);
  return width > 0 && height > 0 && (width > 1 || height > 1);
}

/**
 * What is drawn of an element: itself, its first visible part where it has no box of its own, or its label where a
 * radio or checkbox is hidden and drawn by style.
 * @param {any} el @param {Layers} layers @returns {Element | null}
 */
function drawn(el, layers) {
  if (isInert(el, layers)) return null;
  if (tagOf(el) === 'option') return optionIsThere(el, layers) ? el : null;
  if (isInSight(el)) return el;
  if (tagOf(el) === 'input') return labelsOf(el).find((label) => isInSight(label)) || null;
  if (!isRendered(el, { visibilityProperty: true, opacityProperty: true }) && !isContents(el)) return null;
  return partInSight(el, 0);
}

/** @param {any} el @param {number} depth @returns {Element | null} */
function partInSight(el, depth) {
  for (const node of below(el).slice(0, 20)) {
    if (nodeType(node) !== 1) continue;
    if (isInSight(node)) return node;
    const part = depth < 4 ? partInSight(node, depth + 1) : null;
    if (part) return part;
  }
  return null;
}

/** @param {Element} el */
const isContents = (el) => getComputedStyle(el).display === 'contents';

/** An option counts with the list it belongs to, open or not. @param {Element} el @param {Layers} layers */
function optionIsThere(el, layers) {
  const list = nearest(el, (one) => tagOf(one) === 'select');
  return list ? drawn(list, layers) !== null : isInSight(el);
}

/** @param {any} el @returns {boolean} */
function isInSight(el) {
  if (!isRendered(el, { visibilityProperty: true, opacityProperty: true })) return false;
  const rect = rectOf(el);
  if (!rect.width || !rect.height || (rect.width <= 1 && rect.height <= 1)) return false;
  return !isBeyondReach(el, rect) && !isClipped(el);
}

/** Moved off the page to hide it, where no scrolling leads. @param {Element} el @param {DOMRect} rect */
function isBeyondReach(el, rect) {
  const page = Document.prototype.querySelector.call(document, ':root');
  const scroller = page || el;
  const width = Math.max(innerWidth, scroller.scrollWidth);
  const height = Math.max(innerHeight, scroller.scrollHeight);
  const leftwards = getComputedStyle(scroller).direction === 'rtl' ? width : 0;
  const left = rect.left + scrollX;
  const top = rect.top + scrollY;
  const beyond = left + rect.width <= -leftwards || top + rect.height <= 0 || left >= width || top >= height;
  return beyond && nearest(el, (one) => one !== page && (one.scrollTop !== 0 || one.scrollLeft !== 0)) === null;
}

/** Inside something folded to nothing, as closed menus and accordions are. @param {Element} el */
function isClipped(el) {
  for (let one = above(el); one; one = above(one)) {
    if (one.clientWidth && one.clientHeight) continue;
    const { width, height } = rectOf(one);
    if (width >= 1 && height >= 1) continue;
    const style = getComputedStyle(one);
    if (style.display === 'contents' || style.display === 'inline') continue;
    const cuts = (width < 1 && style.overflowX !== 'visible') || (height < 1 && style.overflowY !== 'visible');
    if (cuts && !standsOut(el, one, style.position === 'static')) return true;
  }
  return false;
}

/** Whether something between an element and what folds it is placed apart from it. @param {Element} el
 * @param {Element} folded @param {boolean} isStatic */
function standsOut(el, folded, isStatic) {
  for (const one of upwards(el)) {
    if (one === folded) return false;
    const { position } = getComputedStyle(one);
    if (position === 'fixed' || (isStatic && position === 'absolute')) return true;
  }
  return false;
}

/** @param {Element} el @param {Layers} layers */
function isInert(el, layers) {
  if (nearest(el, (one) => hasAttribute(one, 'inert'))) return true;
  return layers.modals.length > 0 && !layers.modals.some((dialog) => holds(dialog, el));
}

const elementsAt = Document.prototype.elementFromPoint;
const elementsAtIn = ShadowRoot.prototype.elementFromPoint;

/** What a click on the middle of an element would really meet. @param {any} el @returns {any} */
function metBy(el) {
  const { left, top, width, height } = rectOf(drawn(el, { modals: [], dialogs: [] }) || el);
  const [x, y] = [left + width / 2, top + height / 2];
  let met = elementsAt.call(document, x, y);
  for (let root = met && shadowOf(met); root; root = met && shadowOf(met)) {
    const inner = elementsAtIn.call(root, x, y);
    if (!inner || inner === met) break;
    met = inner;
  }
  return met;
}

/** The box that lies over an element: all of it that holds nothing of the element; null where it is free.
 * @param {any} el @returns {any} */
function coverOf(el) {
  const around = new Set(upwards(el));
  let over = metBy(el);
  if (!over || around.has(over) || nearest(over, (one) => one === el)) return null;
  for (let outer = above(over); outer && !around.has(outer); outer = above(over)) over = outer;
  return over;
}

/** Whether a text can be pressed as far as one can tell from outside. @param {any} el */
function looksPressable(el) {
  if (hasAttribute(el, 'onclick') || /^\d+$/.test(said(el, 'tabindex'))) return true;
  return getComputedStyle(el).cursor === 'pointer';
}
