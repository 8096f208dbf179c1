// @ts-check
// What a person can see, and press: drawn, and where the window or a scroller inside it can be brought to it; not cut
// away, not made inert by an open dialog.

/** @typedef {{modals: Element[], dialogs: Element[]}} Layers modal dialogs, and what calls itself one */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Area in pixels of the window */

/** @param {Root[]} roots @returns {Layers} */
function layersOf(roots) {
  const all = roots.flatMap((root) => queryAll(root, 'dialog[open], [aria-modal="true"]'));
  const modals = all.filter((el) => tagOf(el) === 'dialog' && matches(el, ':modal'));
  return { modals, dialogs: all.filter((el) => isRendered(el) && hasArea(el)) };
}

/** @param {Element} el @returns {boolean} */
function hasArea(el) {
  const { width, height } = rectOf(el);
  return width > 0 && height > 0 && (width > 1 || height > 1);
}

/**
 * What is drawn of an element: itself, its first visible part where it has no box of its own, or what is drawn for it
 * where a radio or checkbox is hidden and drawn by style.
 * @param {Element} el @param {Layers} layers @returns {Element | null}
 */
function drawn(el, layers) {
  if (isInert(el, layers)) return null;
  if (isTag(el, 'option')) return optionIsThere(el, layers) ? el : null;
  if (isInSight(el)) return el;
  if (hasSeenText(el)) return el;
  const asToggle = isToggle(el) ? standIn(el) : null;
  if (asToggle || (liesOverDrawn(el) && isHit(el))) return asToggle || el;
  if (isToggle(el)) return null;
  if (isTag(el, 'input')) return labelInSight(el);
  if (!isRendered(el, RENDERED) && !isContents(el)) return null;
  return partInSight(el, 0);
}

/** @param {Element} el @param {number} depth @returns {Element | null} */
function partInSight(el, depth) {
  for (const node of below(el).slice(0, 20)) {
    if (!isElement(node)) continue;
    if (isInSight(node) || hasSeenText(node)) return node;
    const part = depth < 4 ? partInSight(node, depth + 1) : null;
    if (part) return part;
  }
  return null;
}

/** @param {Element} el */
const isContents = (el) => boxOf(el).display === 'contents';

/** The list of the browser's own that an option stands in, open or not; null for everything else.
 * @param {Element} el @returns {Element | null} */
const listOf = (el) => (isTag(el, 'option') ? nearest(el, (one) => isTag(one, 'select')) : null);

/** An option counts with the list it belongs to. @param {Element} el @param {Layers} layers */
function optionIsThere(el, layers) {
  const list = listOf(el);
  return list ? drawn(list, layers) !== null : isInSight(el);
}

const RENDERED = { visibilityProperty: true }; // not by opacity: what lies over the whole page is not faded by what it stands in

/** @param {Element} el @returns {boolean} */
function isInSight(el) {
  if (!isRendered(el, RENDERED)) return false;
  const rect = rectOf(el);
  if (!rect.width || !rect.height || (rect.width <= 1 && rect.height <= 1)) return false;
  const area = reach(rect, el, true);
  return area !== null && isMoreThanALine(area, rect) && isPainted(el);
}

/** Of a thing cut down to a pixel, as for screen readers alone, nothing is seen. @param {Area} area @param {DOMRect} rect */
const isMoreThanALine = (area, { width, height }) =>
  (area.right - area.left > 1 || width <= 1) && (area.bottom - area.top > 1 || height <= 1);

/** @param {Element} el whether it has no box of its own, but a text to be seen */
const hasSeenText = (el) => isContents(el) && textIsInSight(el);

/** Whether any of the text that stands right in an element is to be seen. @param {Element} el @returns {boolean} */
const textIsInSight = (el) => below(el).some((node) => isText(node) && isTextSeen(node, el));

/** @param {Element} el @param {Layers} layers */
function isInert(el, layers) {
  if (nearest(el, (one) => hasAttribute(one, 'inert'))) return true;
  return layers.modals.length > 0 && !layers.modals.some((dialog) => holds(dialog, el));
}

/** The elements of a document or shadow root at a point, the topmost first. A text in a slot is met as the host, which
 * stands outside of the root: what holds the slot is what is pressed. @param {Root} root @param {number} x @param {number} y */
function allAt(root, x, y) {
  if (nodeType(root) === 9) return Document.prototype.elementsFromPoint.call(root, x, y);
  return ShadowRoot.prototype.elementsFromPoint.call(root, x, y).filter((one) => rootNode(one) === root);
}

/** What a click on the middle of an element would meet, were our own panel not there. @param {Element} el @returns {Element | null} */
function metBy(el) {
  const { left, top, right, bottom } = areaOf(drawn(el, { modals: [], dialogs: [] }) || el);
  /** @param {Root} root @returns {Element | null} */
  const topmost = (root) => allAt(root, (left + right) / 2, (top + bottom) / 2).find((one) => !hasAttribute(one, 'data-optout')) ?? null;
  let met = topmost(document);
  for (let root = met && shadowOf(met); root; root = met && shadowOf(met)) {
    const inner = topmost(root);
    if (!inner || inner === met) break;
    met = inner;
  }
  return met;
}

/** The box that lies over an element: all of it that holds nothing of the element; null where it is free.
 * @param {Element} el @returns {Element | null} */
function coverOf(el) {
  const around = new Set(upwards(el));
  let over = metBy(el);
  if (!over || around.has(over) || nearest(over, (one) => one === el)) return null;
  for (let outer = above(over); outer && !around.has(outer); outer = above(over)) over = outer;
  return over;
}

/** Whether a text can be pressed as far as one can tell from outside. @param {Element} el */
function looksPressable(el) {
  if (hasAttribute(el, 'onclick') || /^\d+$/.test(said(el, 'tabindex'))) return true;
  return getComputedStyle(el).cursor === 'pointer';
}
