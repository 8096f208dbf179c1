// @ts-check
// How the engine reads a page: safe accessors, the composed tree, and texts made comparable.
// The files of the engine are joined into one function that runs in an isolated world (see asking.py).
// Everything is read through the prototypes; read.js tells why.

const parentNode = reader(Node.prototype, 'parentNode');
const firstChild = reader(Node.prototype, 'firstChild');
const nextSibling = reader(Node.prototype, 'nextSibling');
const nodeType = reader(Node.prototype, 'nodeType');
const isConnected = reader(Node.prototype, 'isConnected');
/** @param {Node} node @returns {node is Element} */
const isElement = (node) => nodeType(node) === 1;
/** @param {Node} node @returns {node is Text} */
const isText = (node) => nodeType(node) === 3;
const textOf = reader(CharacterData.prototype, 'data');
const tagOf = reader(Element.prototype, 'localName');
const shadowOf = reader(Element.prototype, 'shadowRoot');
const slotOf = reader(Element.prototype, 'assignedSlot');
const textSlotOf = reader(Text.prototype, 'assignedSlot');
const hostOf = reader(ShadowRoot.prototype, 'host');
const attribute = caller(Element.prototype, 'getAttribute');
const hasAttribute = caller(Element.prototype, 'hasAttribute');
const matches = caller(Element.prototype, 'matches');
const rectOf = caller(Element.prototype, 'getBoundingClientRect');
const isRendered = caller(Element.prototype, 'checkVisibility');
const assigned = caller(HTMLSlotElement.prototype, 'assignedNodes');
const createElement = caller(Document.prototype, 'createElement');
const rootNode = caller(Node.prototype, 'getRootNode');

/** Whether an element is of a kind by its tag alone. @template {keyof HTMLElementTagNameMap} K
 * @param {Element} el @param {K} tag @returns {el is HTMLElementTagNameMap[K]} */
const isTag = (el, tag) => tagOf(el) === tag;

/** Whether a node is of a class of this window, such as 'HTMLInputElement'.
 * @template {keyof Classes} K @param {unknown} node @param {K} kind @returns {node is Classes[K]} */
function isA(node, kind) {
  const type = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (globalThis))[kind];
  return typeof type === 'function' && node instanceof type;
}

/** @typedef {Document | ShadowRoot} Root what has elements of its own */

/** @param {ParentNode} root a document, shadow root or element @param {string} css @returns {Element[]} */
function queryAll(root, css) {
  const type = nodeType(root);
  const proto = type === 9 ? Document.prototype : type === 11 ? DocumentFragment.prototype : Element.prototype;
  return Array.from(proto.querySelectorAll.call(root, css));
}

/** @param {Element} el @param {string} name an attribute @returns {string} its trimmed value, or '' */
const said = (el, name) => (attribute(el, name) || '').trim();

/** The parent as it is drawn: through slots and out of shadow roots. @param {Node} node @returns {Element | null} */
function above(node) {
  const slot = isText(node) ? textSlotOf(node) : slotOf(/** @type {Element} */ (node));
  const parent = slot || parentNode(node);
  if (!parent) return null;
  if (nodeType(parent) === 11) return parent instanceof ShadowRoot ? hostOf(parent) : null;
  return isElement(parent) ? parent : null;
}

/** @param {Element | null} node @returns {Generator<Element>} the element itself and everything above it */
function* upwards(node) {
  for (let el = node; el; el = above(el)) yield el;
}

/** @param {Element | null} el @param {(el: Element) => unknown} fits @returns {Element | null} */
function nearest(el, fits) {
  for (const one of upwards(el)) if (fits(one)) return one;
  return null;
}

/** @param {Element | null} outer @param {Element} inner whether it lies in `outer`, or is it */
const holds = (outer, inner) => nearest(inner, (el) => el === outer) !== null;

/** @param {Element} el @returns {Node[]} what is drawn inside: the shadow root's nodes, a slot's, or its own */
function below(el) {
  if (tagOf(el) === 'slot' && isA(el, 'HTMLSlotElement')) {
    const nodes = assigned(el);
    if (nodes.length) return nodes;
  }
  /** @type {Node[]} */
  const found = [];
  for (let node = firstChild(shadowOf(el) || el); node; node = nextSibling(node)) found.push(node);
  return found;
}

/** @param {Node} root @param {string} id @returns {Element | null} */
function byId(root, id) {
  if (nodeType(root) === 9) return Document.prototype.getElementById.call(root, id);
  return nodeType(root) === 11 ? DocumentFragment.prototype.getElementById.call(root, id) : null;
}

/** @param {Element} el @param {string | null} ids @returns {Element[]} what an attribute of ids points at */
function referred(el, ids) {
  if (!ids) return [];
  const root = rootNode(el);
  /** @type {Element[]} */
  const found = [];
  for (const id of ids.split(/\s+/).filter(Boolean).slice(0, 20)) {
    const one = byId(root, id);
    if (one && !found.includes(one)) found.push(one);
  }
  return found;
}

const LABELLED = /** @type {const} */ ([
  'HTMLInputElement', 'HTMLButtonElement', 'HTMLSelectElement', 'HTMLTextAreaElement', 'HTMLOutputElement']);
/** @typedef {{labels: NodeListOf<HTMLLabelElement> | null}} Labelled */
const READ_LABELS = Object.fromEntries(
  LABELLED.map((kind) => [kind, reader(/** @type {Labelled} */ (globalThis[kind].prototype), 'labels')]));
const controlOf = reader(HTMLLabelElement.prototype, 'control');

/** The labels of every control while a whole page is looked at: asking each control would walk the page each time.
 * @type {Map<Element, Element[]> | null} */
let labelled = null; // eslint-disable-line prefer-const -- engine.js and index.js set it

/** @param {Root[]} roots @returns {Map<Element, Element[]>} */
function labelsIn(roots) {
  const found = new Map();
  for (const label of roots.flatMap((root) => queryAll(root, 'label'))) {
    const control = isA(label, 'HTMLLabelElement') ? controlOf(label) : null;
    if (control) found.set(control, [...(found.get(control) || []), label]);
  }
  return found;
}

/** @param {Element} el @returns {Element[]} the labels of a form control */
function labelsOf(el) {
  if (labelled) return labelled.get(el) || [];
  for (const kind of LABELLED) if (isA(el, kind)) return Array.from(READ_LABELS[kind](el) || []);
  return [];
}
const inputType = reader(HTMLInputElement.prototype, 'type');
const buttonType = reader(HTMLButtonElement.prototype, 'type');

/** How texts are compared, as flow/folding.py has it and hands it over. @type {Record<string, string>} */
const { unseen: UNSEEN_ONES, primes: PRIME_ONES, quotes: QUOTE_ONES, dashes: DASH_ONES, letters: LETTER_PAIRS } = FOLDING;
const UNSEEN = new RegExp(`[${UNSEEN_ONES}]+`, 'g');
const PRIMES = new RegExp(`[${PRIME_ONES}]`, 'g');
const QUOTES = new RegExp(`[${QUOTE_ONES}]`, 'g');
const DASHES = new RegExp(`[${DASH_ONES}]`, 'g');
const LETTERS = new Map(LETTER_PAIRS.split(' ').map((pair) => [pair[0], pair.slice(1)]));
const ODD_LETTERS = new RegExp(`[${Array.from(LETTERS.keys()).join('')}]`, 'g');
const PLAIN_ASCII = /^[\x21\x23-\x5f\x61-\x7e]*(?: [\x21\x23-\x5f\x61-\x7e]+)* ?$/; // no quotation mark and no backtick

/** White space made single, what cannot be seen left out, apostrophes plain; the case stays. @param {string} text */
function spaced(text) {
  if (PLAIN_ASCII.test(text)) return text.trim();
  return text.replace(PRIMES, "'").normalize('NFKC').replace(UNSEEN, '').replace(/[‘’]/g, "'").replace(/\s+/g, ' ').trim();
}

/** A text with its case, its dashes and quotation marks of one kind. @param {string} text */
function plain(text) {
  if (PLAIN_ASCII.test(text)) return text.trim();
  const known = text.replace(PRIMES, "'").normalize('NFKC').replace(UNSEEN, '').replace(QUOTES, "'").replace(DASHES, '-');
  return known.replace(/\s+/g, ' ').trim();
}

/** A text for comparing, as `fold` in flow/folding.py does it. @param {string} text */
function fold(text) {
  if (PLAIN_ASCII.test(text)) return text.trim().toLowerCase();
  return plain(text).toLowerCase().replace(/i\u0307/g, 'i').replace(ODD_LETTERS, (one) => LETTERS.get(one) || one).normalize('NFKC');
}

/** A text for the index: folded, and without any space. @param {string} text */
const squash = (text) => {
  const folded = fold(text);
  return folded.includes(' ') ? folded.replaceAll(' ', '') : folded;
};
