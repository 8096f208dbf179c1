// @ts-check
// What is painted of an element, and which things on a page are one thing to a person: a control, its drawn box, its label.

const PICTURES = new Set(['img', 'svg', 'canvas', 'video', 'picture', 'iframe', 'frame', 'input', 'select', 'textarea', 'object',
  'embed', 'meter', 'progress', 'audio', 'option', 'math']);
const MOST_INK = 200;
const rangeRects = caller(Range.prototype, 'getClientRects');
const selectNode = caller(Range.prototype, 'selectNodeContents');
const makeRange = caller(Document.prototype, 'createRange');

/** Whether a text node is to be seen. @param {Text} node @param {Element} el what holds it @returns {boolean} */
function isTextSeen(node, el) {
  if (!textOf(node).trim()) return false;
  const style = getComputedStyle(el);
  if (style.visibility !== 'visible' || isLetterless(el, style)) return false;
  const range = makeRange(document);
  selectNode(range, node);
  return Array.from(rangeRects(range)).some((rect) => {
    const area = rect.width > 0 && rect.height > 1 ? reach(rect, el, false) : null;
    return area !== null && isMoreThanALine(area, rect);
  });
}

/** Whether letters are drawn in no colour. @param {Element} el @param {CSSStyleDeclaration} style */
function isLetterless(el, style) {
  const fill = style.webkitTextFillColor;
  if (!isClear(fill) || style.textShadow !== 'none') return false;
  return nearest(el, (one) => getComputedStyle(one).backgroundClip.includes('text')) === null;
}

/** @param {string} colour as computed */
const isClear = (colour) => colour === 'transparent' || /^[a-z]+a\(.*,\s*0\)$|\/\s*0\)$/.test(colour);

/** @param {CSSStyleDeclaration} style whether a box of this style paints anything itself */
function paints(style) {
  if (!isClear(style.backgroundColor) || style.backgroundImage !== 'none' || style.boxShadow !== 'none') return true;
  if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) return true;
  return ['top', 'right', 'bottom', 'left'].some((side) => {
    const [kind, width, colour] = ['style', 'width', 'color'].map((what) => style.getPropertyValue(`border-${side}-${what}`));
    return kind !== 'none' && kind !== 'hidden' && parseFloat(width) > 0 && !isClear(colour);
  });
}

/** @param {Element} el whether anything is drawn before or after what it holds */
const paintsBeside = (el) => ['::before', '::after'].some((where) => {
  const style = getComputedStyle(el, where);
  if (['none', 'normal'].includes(style.content) || style.display === 'none' || style.visibility !== 'visible') return false;
  return drawnText(el, where).trim() !== '' || style.content.includes('url(') || paints(style);
});

/** Whether there is anything to see of an element that has a box in sight. One without any text counts by its box; one
 * whose text is moved or cut away counts where a picture, a colour or a border is left.
 * @param {Element} el @returns {boolean} */
function isPainted(el) {
  const left = { count: MOST_INK, text: false };
  return hasInk(el, left, true) || !left.text || liesOver(el);
}

/** @param {Element} el @param {{count: number, text: boolean}} left @param {boolean} isFirst @returns {boolean} */
function hasInk(el, left, isFirst) {
  left.count -= 1;
  if (left.count < 0 || PICTURES.has(tagOf(el)) || (tagOf(el).includes('-') && !shadowOf(el))) return isFirst || isThere(el);
  const nodes = below(el);
  for (const node of nodes) {
    if (!isText(node) || !textOf(node).trim()) continue;
    if (isTextSeen(node, el)) return true;
    left.text = true;
  }
  if ((paints(getComputedStyle(el)) || paintsBeside(el)) && (isFirst || isThere(el))) return true;
  return nodes.some((node) => isElement(node) && !NEVER_TEXT.has(tagOf(node)) && isRendered(node) && hasInk(node, left, false)) ||
    nodes.some((node) => isElement(node) && PICTURES.has(tagOf(node)) && isThere(node));
}

/** @param {Element} el whether its box is in sight, whatever it is filled with */
function isThere(el) {
  if (!isRendered(el, RENDERED)) return false;
  const rect = rectOf(el);
  const area = rect.width > 1 && rect.height > 1 ? reach(rect, el, true) : null;
  return area !== null && isMoreThanALine(area, rect);
}

/** Whether an element is spread over what holds it, as the link of a whole card is. @param {Element} el */
function liesOver(el) {
  if (boxOf(el).position !== 'absolute') return false;
  const card = nearest(above(el), (one) => boxOf(one).holdsAbsolute);
  const area = card && card !== nearest(card, (one) => tagOf(one) === 'body') && shared(rectOf(el), rectOf(card));
  if (!area || !card) return false;
  const { width, height } = rectOf(card);
  return (area.right - area.left) * (area.bottom - area.top) > 0.9 * width * height && paintsText(card, el);
}

/** Whether a control that is transparent itself lies over what is drawn for it, as a list or a link does over a box of the
 * page's own making. @param {Element} el */
function liesOverDrawn(el) {
  if (boxOf(el).position !== 'absolute' || boxOf(el).opacity >= BARELY) return false;
  const card = nearest(above(el), (one) => boxOf(one).holdsAbsolute);
  const area = card && tagOf(card) !== 'body' && isThere(card) && shared(rectOf(el), rectOf(card));
  if (!area || !card || queryAll(card, CONTROL).some((one) => one !== el)) return false;
  const { width, height } = rectOf(card);
  return (area.right - area.left) * (area.bottom - area.top) > 0.9 * width * height && hasInk(card, { count: MOST_INK, text: false }, false);
}

/** @param {Element} card @param {Element} el whether the card has a text to be seen beside that element */
const paintsText = (card, el) => below(card).some((node) => node !== el && isElement(node) && isInSight(node));

// -- a control, its drawn box and its label ----------------------------------------------------------------------------

const TOGGLE_ROLES = new Set(['checkbox', 'radio', 'switch']);
const NEAR = 24; // pixels between a hidden control and the box that is drawn for it

/** @param {Element} el whether it is turned on and off, or opens the choice of a file: what pages draw themselves */
function isToggle(el) {
  return (isTag(el, 'input') && ['checkbox', 'radio', 'file'].includes(inputType(el))) || TOGGLE_ROLES.has(roleOf(el));
}

/** @param {Element} el @returns {Element | null} its label, or what is to be seen of it */
const labelInSight = (el) => labelsOf(el).map((one) => (isInSight(one) || hasSeenText(one) ? one : partInSight(one, 0))).find(Boolean) || null;

/** What is pressed in place of a control that is not to be seen: its label, else itself where it lies unseen over its
 * drawn box, else that box. @param {Element} el @returns {Element | null} */
function standIn(el) {
  const label = labelInSight(el);
  if (label) return label;
  const box = drawnBoxOf(el);
  return box && isHit(el) ? el : box || (isRendered(el, RENDERED) ? partInSight(el, 0) : null);
}

/** Whether a press on a control that is transparent itself would reach it. @param {Element} el */
function isHit(el) {
  const rect = rectOf(el);
  if (rect.width <= 1 || rect.height <= 1 || getComputedStyle(el).pointerEvents === 'none') return false;
  const area = isRendered(el, { visibilityProperty: true }) ? reach(rect, el, true, true) : null;
  return area !== null && isMoreThanALine(area, rect);
}

/** The box that is drawn for a control of which nothing is to be seen: right beside it or around it, with no other
 * control and no other text in it. @param {Element} el @returns {Element | null} */
function drawnBoxOf(el) {
  if (!isRendered(el, { visibilityProperty: true })) return null;
  let inner = el;
  for (let outer = above(el), more = 3; outer && more > 0; outer = above(outer), more -= 1) {
    const beside = below(outer).filter(isElement).find((node) => node !== inner && isDrawnFor(node, el));
    if (beside) return beside;
    if (queryAll(outer, CONTROL).some((one) => one !== el)) return null;
    if (isDrawnFor(outer, el)) return outer;
    inner = outer;
  }
  return null;
}

/** @param {Element} node @param {Element} el */
function isDrawnFor(node, el) {
  if (matches(node, CONTROL) || tagOf(node) === 'label' || NEVER_TEXT.has(tagOf(node))) return false;
  if (queryAll(node, CONTROL).some((one) => one !== el)) return false;
  const text = spaced(visibleText(node));
  if (text.length > 2 && fold(text) !== fold(nameOf(el))) return false;
  return isThere(node) && hasInk(node, { count: MOST_INK, text: false }, true) && gap(rectOf(node), rectOf(el)) <= NEAR;
}

/** @param {Area} a @param {Area} b how many pixels lie between them */
const gap = (a, b) => Math.hypot(Math.max(0, a.left - b.right, b.left - a.right), Math.max(0, a.top - b.bottom, b.top - a.bottom));

/** The control of which what was pressed is the drawn box, or the frame around both; null where it draws none.
 * @param {Element} el @returns {Element | null} */
function controlDrawnBy(el) {
  /** @type {Element | null} */
  let outer = el;
  for (let more = 4; outer && more > 0; outer = above(outer), more -= 1) {
    const [control, other] = queryAll(outer, CONTROL);
    if (other) return null;
    if (!control) continue;
    if (!isToggle(control) || isInSight(control)) return null;
    return outer === el ? (isDrawnFor(el, control) ? control : null) : (holds(drawnBoxOf(control), el) ? control : null);
  }
  return null;
}

/** Where an element is: its box, or that of its text where it has none. @param {Element} el @returns {DOMRect} */
function areaOf(el) {
  if (!isContents(el)) return rectOf(el);
  const rects = linesOf(el).filter(({ width, height }) => width && height);
  if (!rects.length) return new DOMRect();
  const [left, top] = [Math.min(...rects.map((one) => one.left)), Math.min(...rects.map((one) => one.top))];
  return new DOMRect(left, top, Math.max(...rects.map((one) => one.right)) - left, Math.max(...rects.map((one) => one.bottom)) - top);
}

const linesOfBox = caller(Element.prototype, 'getClientRects');

/** What is drawn of an element in the window: its own lines, or those of what is in it where it has none.
 * @param {Element} el @returns {DOMRect[]} */
function linesOf(el) {
  const own = Array.from(linesOfBox(el));
  return own.length || !isContents(el) ? own : below(el).flatMap((node) => {
    if (isElement(node)) return linesOf(node);
    if (!isText(node)) return [];
    const range = makeRange(document);
    selectNode(range, node);
    return Array.from(rangeRects(range));
  });
}

/** All of what is one thing to a person: a control with its drawn box and its labels, as far as they stand together.
 * @param {Element} el @returns {Area} */
function wholeOf(el) {
  const control = isA(el, 'HTMLLabelElement') ? controlOf(el) : isToggle(el) ? el : controlDrawnBy(el);
  if (!control || !isToggle(control)) return areaOf(el);
  const parts = [el, drawnBoxOf(control), ...labelsOf(control).filter((label) => isInSight(label))].filter((one) => one !== null);
  if (isThere(control) || isHit(control)) parts.push(control);
  /** @type {Area[]} */
  const areas = parts.map(areaOf);
  return areas.reduce((whole, part) => {
    const both = { left: Math.min(whole.left, part.left), top: Math.min(whole.top, part.top),
      right: Math.max(whole.right, part.right), bottom: Math.max(whole.bottom, part.bottom) };
    return both.bottom - both.top > innerHeight / 2 ? whole : both;
  });
}

/** @param {Area} area @returns {Sides} left, top, width, height */
const sizeOf = ({ left, top, right, bottom }) => [left, top, right - left, bottom - top];
