/*
 * What the person works in: the forms, dialogs and controls of the page that must not lie under the panel, as boxes of the
 * viewport. Reads kinds and places of elements, never what they hold; nothing of it leaves the page.
 */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Rect in CSS px of the viewport */
/** @typedef {{node: Element, box: Rect, main: boolean}} Piece   main: what the question is about, as far as one can tell */

const FIELDS = `input:not([type=hidden]), select, textarea, [contenteditable=""], [contenteditable=true], [role=textbox],
  [role=combobox], [role=checkbox], [role=radio], [role=switch], [role=slider], [role=spinbutton]`;
const SENDS = 'button:not([type=button], [type=reset]), input[type=submit], input[type=image]';
const PRESSED = `button, input[type=button], input[type=reset], ${SENDS}, a[href], summary, [role=button], [role=link], [role=tab],
  [role=menuitem]`;
const DIALOGS = 'dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true], [popover]:popover-open';
const MODAL = 'dialog:modal, [aria-modal=true]';
const ROWS = 'label, tr, li, fieldset, [role=row], [role=listitem], [role=group]';
const MOST_THINGS = 600; // boxes; a page of more is a wall of text, where a few lines more make no difference
const FULL = 0.85; // of the viewport, both ways: what is as large is no box to stay out of, so its parts count
const GAP = 8; // px between the panel and what it stays out of

/** What the person last typed in or set, found by the events that a page sends anyway. @type {{field: Element | null}} */
const last = { field: null };
const styleOf = (/** @type {Element} */ node) => getComputedStyle(node);
const frameDocument = reader(HTMLIFrameElement.prototype, 'contentDocument');
// The page's own names must not stand in the way here either: in a form, `<input name=matches>` would.
/** @type {(node: Element, kinds: string) => NodeListOf<Element>} */
const queryIn = caller(Element.prototype, 'querySelectorAll');
const isShown = caller(Element.prototype, 'checkVisibility');
const hasNamed = caller(Element.prototype, 'hasAttribute');
const contains = caller(Node.prototype, 'contains');
const textOf = /** @type {(node: Element) => string} an element has one always */ (reader(Node.prototype, 'textContent'));
const childrenOf = reader(Element.prototype, 'children');
const isThere = reader(Node.prototype, 'isConnected');
/** @param {Element} node @param {string} kinds */
const holds = (node, kinds) => queryIn(node, kinds).length > 0;
/** @param {Element | null} node @param {string} kinds */
const is = (node, kinds) => node !== null && matches(node, kinds);

/** @typedef {{root: Document | ShadowRoot, x: number, y: number}} Tree   and where its viewport begins in the window's */

/** The document and every open shadow tree and readable frame in it. @param {Document | ShadowRoot} root @returns {Tree[]} */
function everyRoot(root = document, x = 0, y = 0) {
  const found = [{ root, x, y }];
  for (const node of root.querySelectorAll('*')) {
    if (node === host) continue;
    const shadow = shadowOf(node);
    if (shadow) found.push(...everyRoot(shadow, x, y));
    if (tagOf(node) !== 'iframe') continue;
    const inner = frameDocument(/** @type {HTMLIFrameElement} */ (node));
    const box = rectOf(node);
    if (inner && box.width) found.push(...everyRoot(inner, x + box.left, y + box.top));
  }
  return found;
}

/** @param {Rect} a @param {Rect} b @returns {Rect} */
const meet = (a, b) => ({ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) });
/** @param {Rect} box */
const hasArea = (box) => box.right - box.left > 1 && box.bottom - box.top > 1;
/** @param {Rect} box */
const areaOf = (box) => (hasArea(box) ? (box.right - box.left) * (box.bottom - box.top) : 0);
/** @param {Rect} a @param {Rect} b */
const apart = (a, b, gap = 0) => a.right + gap <= b.left || b.right + gap <= a.left || a.bottom + gap <= b.top || b.bottom + gap <= a.top;
const sight = () => ({ left: 0, top: 0, right: viewport.offsetWidth, bottom: viewport.offsetHeight });
/** @param {Rect} box */
const fills = (box) => box.right - box.left > FULL * viewport.offsetWidth && box.bottom - box.top > FULL * viewport.offsetHeight;

/** Whether an element of this style may cut off one in it that is placed so: what is fixed hangs on the window.
 * @param {CSSStyleDeclaration} style @param {string} position */
function cuts({ transform, translate, scale, rotate, filter, perspective, contain, position: own }, position) {
  if (!['fixed', 'absolute'].includes(position)) return true;
  const isMoved = [transform, translate, scale, rotate, filter, perspective].some((one) => one !== 'none') || /paint|layout|strict|content/.test(contain);
  return isMoved || (position === 'absolute' && own !== 'static');
}

/** @param {Element} node whether it lies over the whole page, whatever it stands in */
const isOnTop = (node) => is(node, ':modal, [popover]:popover-open');

/** The part of an element that is to be seen, or null: cut off by the viewport and by whatever it scrolls in.
 * @param {Element} node @param {{x: number, y: number}} place @returns {Rect | null} */
function boxIn(node, { x, y } = { x: 0, y: 0 }) {
  if (!isShown(node, { visibilityProperty: true, opacityProperty: true })) return null;
  const { left, top, right, bottom } = rectOf(node);
  /** @type {Rect} */
  let box = { left, top, right, bottom };
  if (right + x < 0 || bottom + y < 0 || left + x > viewport.offsetWidth || top + y > viewport.offsetHeight) return null;
  let { position } = styleOf(node);
  for (let up = isOnTop(node) ? null : upFrom(node), deep = 0; up && deep < 40; up = isOnTop(up) ? null : upFrom(up), deep += 1) {
    const style = styleOf(up);
    if (!cuts(style, position)) continue;
    if (up !== bodyOf(document) && up !== rootOf(document) && style.overflow !== 'visible') box = meet(box, rectOf(up));
    position = style.position;
  }
  box = meet({ left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y }, sight());
  return hasArea(box) ? box : null;
}

/** A dialog's frame is often as large as the window, with the dialog in its middle: that is what counts.
 * @param {Element} node @param {Tree} place */
function core(node, place) {
  let found = node;
  for (let deep = 0; deep < 6; deep += 1) {
    const box = boxIn(found, place);
    if (!box || !fills(box)) break;
    const inner = [...childrenOf(found)].filter((child) => child !== host && boxIn(child, place)
      && (textOf(child).trim() || holds(child, `${FIELDS}, ${PRESSED}`)));
    if (inner.length !== 1) break;
    [found] = inner;
  }
  return found;
}

/** What a field that stands in no form belongs to: the least part of the page that also holds a button. @param {Element} field */
function clusterOf(field) {
  for (let up = upFrom(field), deep = 0; up && deep < 8; up = upFrom(up), deep += 1) {
    if (up === bodyOf(document) || up === rootOf(document) || rectOf(up).height > 3 * viewport.offsetHeight) break;
    if (holds(up, PRESSED)) return up;
  }
  return field;
}

/** @param {Element} form */
const searches = (form) => matches(form, '[role=search], [role=search] *')
  || [...queryIn(form, FIELDS)].every((field) => matches(field, '[type=search], [role=searchbox], [name=q], [type=submit], [type=button]'));

/** The forms of one root, and what else is filled in there. @param {Tree} tree @returns {Element[]} */
function formsIn({ root }) {
  const forms = [...root.querySelectorAll('form, [role=form]')].filter((form) => !searches(form));
  const fields = [...root.querySelectorAll(FIELDS)];
  const loose = fields.filter((field) => !closest(field, 'form, [role=form], [role=search]') && !matches(field, '[type=search]'));
  const outside = [...root.querySelectorAll(SENDS)].filter((one) => !closest(one, 'form') && (hasNamed(one, 'form') || pinOf(one)));
  const bars = outside.map((one) => { const bar = pinOf(one); return bar && rectOf(bar).height < viewport.offsetHeight / 3 ? bar : one; });
  return [...forms, ...loose.map(clusterOf)].map(cardOf).concat(bars);
}

/** The box that is drawn around a form, with its heading, as around many logins. @param {Element} form */
function cardOf(form) {
  const size = areaOf(rectOf(form));
  for (let up = upFrom(form), deep = 0; up && deep < 4 && up !== bodyOf(document); up = upFrom(up), deep += 1) {
    const { borderTopWidth, boxShadow } = styleOf(up);
    if (fills(rectOf(up)) || areaOf(rectOf(up)) > 2.5 * size) break;
    if (parseFloat(borderTopWidth) || boxShadow !== 'none') return up;
  }
  return form;
}

/** What keeps something in its place when the page scrolls, or null. @param {Element} node */
function pinOf(node) {
  for (let up = /** @type {Element | null} */ (node), deep = 0; up && deep < 30; up = upFrom(up), deep += 1) {
    if (['fixed', 'sticky'].includes(styleOf(up).position)) return up;
  }
  return null;
}

/** The line of a settings page that a switch stands in, as long as it is one: with its text, and not half the page.
 * @param {Element} node @returns {Element[]} */
function rowOf(node) {
  const low = (/** @type {Element} */ one) => rectOf(one).height <= viewport.offsetHeight / 2;
  const says = (/** @type {Element} */ one) => textOf(one).trim().length;
  let row = closest(upFrom(node) ?? node, ROWS);
  for (let up = upFrom(node), deep = 0; up && deep < 5 && !row; up = upFrom(up), deep += 1) if (says(up) > says(node)) row = up;
  return [node, ...[...all(document, 'label')].filter((label) => /** @type {HTMLLabelElement} */ (label).control === node), ...(row && low(row) ? [row] : [])];
}

/** @typedef {(node: Element, place: {x: number, y: number} | undefined, main: boolean) => void} Add */

/** Everything the person works in now, most important first. @param {Asked | null} question @returns {Piece[]} */
function workOf(question) {
  /** @type {Map<Element, Piece>} */
  const found = new Map();
  /** @type {Add} */
  const add = (node, place, main) => {
    const box = boxIn(node, place);
    if (box) found.set(node, { node, box, main: main || Boolean(found.get(node)?.main) });
  };
  if (ringed.avoid) found.set(ring, { node: ringed.element ?? ring, box: ringBox(), main: true });
  if (!question) return [...found.values()];
  const roots = everyRoot();
  const own = ringed.avoid && ringed.element;
  if (own) rowOf(own).forEach((node) => add(node, undefined, true));
  for (const place of roots) {
    for (const node of place.root.querySelectorAll(DIALOGS)) if (node !== host) add(core(node, place), place, matches(node, MODAL));
  }
  if (roots.some(({ root: one }) => [...one.querySelectorAll(MODAL)].some((node) => boxIn(node)))) return [...found.values()];
  if (question.about === 'switch' && own) {
    const form = closest(own, 'form');
    if (form) queryIn(form, SENDS).forEach((node) => add(node, undefined, false));
    return [...found.values()];
  }
  addForms(roots, own, add);
  return [...found.values()];
}

/** Every form, of which the one with the field last used, else the largest, is the main one.
 * @param {Tree[]} roots @param {Element | false | null} own @param {Add} add */
function addForms(roots, own, add) {
  const forms = roots.flatMap((place) => formsIn(place).map((node) => ({ node, place })));
  const active = activeOf(document);
  const formWith = (/** @type {Element | false | null} */ wanted) => wanted && forms.find(({ node }) => contains(node, wanted));
  const large = forms.filter(({ node }) => holds(node, FIELDS) && !pinOf(node))
    .sort((a, b) => areaOf(rectOf(b.node)) - areaOf(rectOf(a.node)));
  const used = last.field && isThere(last.field) && last.field;
  const main = formWith(own) || formWith(is(active, FIELDS) && active) || formWith(used) || large[0] || forms[0];
  for (const each of forms) add(each.node, each.place, each === main);
  for (const { root: one, ...place } of roots) {
    for (const frame of one.querySelectorAll('iframe')) {
      const box = boxIn(frame, place);
      if (box && !fills(box) && areaOf(box) > 20_000) add(frame, place, !main);
    }
  }
}

/** The boxes of texts, pictures and controls in a piece: what is really there where a form has empty room.
 * @param {Pick<Piece, 'node' | 'box'>} piece @returns {Rect[]} */
function thingsIn({ node, box }) {
  /** @type {Rect[]} */
  const boxes = [];
  const take = (/** @type {Iterable<Rect>} */ rects) => boxes.push(...[...rects].map((rect) => meet(rect, box)).filter(hasArea));
  for (const one of queryIn(node, `${FIELDS}, ${PRESSED}, label, legend, img, svg, iframe, video, canvas`)) take([rectOf(one)]);
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let read = 0; boxes.length < MOST_THINGS && read < 10 * MOST_THINGS && texts.nextNode(); read += 1) {
    if (!/** @type {Text} */ (texts.currentNode).data.trim()) continue;
    range.selectNodeContents(texts.currentNode);
    take(range.getClientRects());
  }
  if (is(node, FIELDS) || is(node, PRESSED)) boxes.push(box);
  return boxes;
}

/** What could be pressed or filled in anywhere: rather not covered, where there is a choice. @returns {Rect[]} */
const controlsOf = () => [...all(document, `${FIELDS}, ${PRESSED}`)].slice(0, MOST_THINGS).map((node) => boxIn(node)).filter((box) => box !== null);
