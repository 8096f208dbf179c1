// @ts-check
// One walk over the page as it is drawn (slots and open shadow roots included): which elements may have a role, and all
// its text in one string without white space, so that thirty names cost no more to look for than one.

/**
 * @typedef {object} Page
 * @property {Element[]} els every element, outer before inner
 * @property {number[]} parents the place of each one's parent in `els`, -1 at the top
 * @property {number[]} starts where each one's text begins in `text`
 * @property {number[]} ends where it ends
 * @property {string} text all text, squashed
 * @property {number[]} textStarts where each text node begins in `text`
 * @property {number[]} textOwners the element of each text node, as a place in `els`
 * @property {number[]} roled the elements that may have a role
 * @property {number[]} spoken how many elements before each one say their name in an attribute
 * @property {number[]} spokenEnds the same, at the end of each one
 * @property {Root[]} roots the document and every open shadow root
 * @property {Layers} layers
 * @property {Map<Element, string>} roles the roles looked up so far
 * @property {Map<Element, string[]>} labels the names worked out so far
 * @property {Map<string, Element[]>} meant what targets could mean, as far as that was worked out in this one evaluation
 * @property {Map<string, number[]>} places the same of where names stand in `text`
 */

const MAY_HAVE_ROLE = new Set(['a', 'area', 'button', 'input', 'select', 'textarea', 'summary', 'option', 'h1', 'h2', 'h3',
  'h4', 'h5', 'h6', 'li', 'tr', 'svg']);
const SPEAKS = ['aria-label', 'aria-labelledby', 'alt', 'title', 'aria-owns'];

/** @typedef {{index: number, next: Node | null, list: Node[] | null, quiet: boolean}} Open an element being walked */

/** @param {Document} doc @returns {Page} */
function readPage(doc) {
  boxes = new Map();
  /** @type {Page} */
  const page = {
    els: [], parents: [], starts: [], ends: [], text: '', textStarts: [], textOwners: [], roled: [], spoken: [],
    spokenEnds: [], roots: [doc], layers: { modals: [], dialogs: [] }, meant: new Map(), places: new Map(),
    roles: new Map(), labels: new Map(),
  };
  const walk = { page, pieces: /** @type {string[]} */ ([]), length: 0, said: 0 };
  const top = Document.prototype.querySelector.call(doc, ':root');
  /** @type {Open[]} */
  const stack = top ? [openElement(walk, top, -1, false)] : [];
  while (stack.length) step(walk, stack);
  page.text = walk.pieces.join('');
  page.layers = layersOf(page.roots);
  labelled = labelsIn(page.roots);
  return page;
}

/** A look that rests on nothing that an earlier one has found. @template T @param {() => T} look @returns {T} */
function afresh(look) {
  labelled = null;
  boxes = null;
  try {
    return look();
  } finally {
    labelled = null;
    boxes = null;
  }
}

/** @typedef {{page: Page, pieces: string[], length: number, said: number}} Walk */

/** @param {Walk} walk @param {Open[]} stack */
function step(walk, stack) {
  const top = stack[stack.length - 1];
  const node = top.list ? top.list.pop() : top.next;
  if (!node) {
    walk.page.ends[top.index] = walk.length;
    walk.page.spokenEnds[top.index] = walk.said;
    stack.pop();
    return;
  }
  if (!top.list) top.next = nextSibling(node);
  if (isText(node) && !top.quiet) addText(walk, top.index, textOf(node));
  else if (isElement(node) && !NEVER_TEXT.has(tagOf(node))) stack.push(openElement(walk, node, top.index, top.quiet));
  else if (isElement(node) && tagOf(node) === 'textarea') stack.push(openElement(walk, node, top.index, true));
}

/** @param {Walk} walk @param {number} owner @param {string} data */
function addText(walk, owner, data) {
  const text = squash(data);
  if (!text) return;
  walk.page.textStarts.push(walk.length);
  walk.page.textOwners.push(owner);
  walk.pieces.push(text);
  walk.length += text.length;
}

/** @param {Walk} walk @param {Element} el @param {number} parent @param {boolean} quiet @returns {Open} */
function openElement(walk, el, parent, quiet) {
  const { page } = walk;
  const index = page.els.push(el) - 1;
  page.parents.push(parent);
  page.starts.push(walk.length);
  page.ends.push(walk.length);
  page.spoken.push(walk.said);
  page.spokenEnds.push(walk.said);
  const tag = tagOf(el);
  const role = attribute(el, 'role');
  const edits = isEdited(el, role);
  if (role !== null || edits || MAY_HAVE_ROLE.has(tag)) page.roled.push(index);
  if (SPEAKS.some((name) => attribute(el, name))) walk.said += 1;
  const shadow = shadowOf(el);
  if (shadow) page.roots.push(shadow);
  const list = tag === 'slot' ? below(el).reverse() : null;
  return { index, list, next: list ? null : firstChild(shadow || el), quiet: quiet || edits };
}

/** What a person writes in is theirs: its text is not read. @param {Element} el @param {string | null} role */
function isEdited(el, role) {
  if (role === 'textbox' || role === 'searchbox') return true;
  const editable = attribute(el, 'contenteditable');
  return editable !== null && editable.toLowerCase() !== 'false';
}

/** @param {number[]} sorted @param {number} value @returns {number} the place of the last one not above it */
function lastUpTo(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const MOST_PLACES = 5000;

/** @param {Page} page @param {string} squashed @returns {number[]} where it stands in the page's text */
function placesOf(page, squashed) {
  const known = page.places.get(squashed);
  if (known) return known;
  const found = [];
  for (let at = page.text.indexOf(squashed); at >= 0 && found.length < MOST_PLACES; at = page.text.indexOf(squashed, at + 1)) {
    found.push(at);
  }
  page.places.set(squashed, found);
  return found;
}

/** @param {Page} page @param {number} start @param {number} end @returns {number} the smallest element with that text */
function smallestWith(page, start, end) {
  const first = page.textOwners[lastUpTo(page.textStarts, start)];
  const last = page.textOwners[lastUpTo(page.textStarts, end - 1)];
  let index = first;
  while (index > 0 && !(index <= last && page.ends[index] >= end && isInside(page, last, index))) index = page.parents[index];
  return index;
}

/** @param {Page} page @param {number} inner @param {number} outer */
function isInside(page, inner, outer) {
  let index = inner;
  while (index > outer) index = page.parents[index];
  return index === outer;
}

/** Whether an element's own text may hold the name: a quick look before its name is worked out.
 * @param {Page} page @param {number} index @param {string} squashed */
function mayBeCalled(page, index, squashed) {
  if (page.starts[index] === page.ends[index] || page.spoken[index] < page.spokenEnds[index]) return true;
  const tag = tagOf(page.els[index]);
  if (tag === 'input' || tag === 'select' || tag === 'textarea') return true;
  const places = placesOf(page, squashed);
  const at = lastUpTo(places, page.ends[index] - squashed.length);
  return at >= 0 && places[at] >= page.starts[index];
}

/** The text of an element that can be seen. @param {Element} el @param {number} depth @returns {string} */
function visibleText(el, depth = 0) {
  const parts = [];
  let length = 0;
  for (const node of below(el)) {
    const text = isText(node) ? textOf(node) : isElement(node) && depth < DEEPEST ? visibleChild(node, depth + 1) : '';
    parts.push(text);
    length += text.length;
    if (length > 20000) break;
  }
  return parts.join('');
}

/** @param {Element} el @param {number} depth */
function visibleChild(el, depth) {
  const tag = tagOf(el);
  if (tag === 'br') return ' ';
  if (NEVER_TEXT.has(tag) || tag === 'select' || isEdited(el, attribute(el, 'role'))) return '';
  if (!isRendered(el, { visibilityProperty: true }) && !isContents(el)) return '';
  const text = visibleText(el, depth);
  return isInline(el) ? text : ` ${text} `;
}
