// @ts-check
// How the engine reads a page: safe accessors, the composed tree, and texts made comparable.
// The files of the engine are joined into one function that runs in Playwright's isolated world (see targets.py).
// Everything is read through the prototypes; read.js tells why.

const parentNode = reader(Node.prototype, 'parentNode');
const firstChild = reader(Node.prototype, 'firstChild');
const nextSibling = reader(Node.prototype, 'nextSibling');
const nodeType = reader(Node.prototype, 'nodeType');
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
const isA = /** @param {any} node @param {string} kind */ (node, kind) => {
  const type = /** @type {any} */ (globalThis)[kind];
  return typeof type === 'function' && node instanceof type;
};

/** @param {any} root a document, shadow root or element @param {string} css @returns {Element[]} */
function queryAll(root, css) {
  const type = nodeType(root);
  const proto = type === 9 ? Document.prototype : type === 11 ? DocumentFragment.prototype : Element.prototype;
  return Array.from(proto.querySelectorAll.call(root, css));
}

/** @param {Element} el @param {string} name an attribute @returns {string} its trimmed value, or '' */
const said = (el, name) => (attribute(el, name) || '').trim();

/** The parent as it is drawn: through slots and out of shadow roots. @param {any} node @returns {Element | null} */
function above(node) {
  const slot = nodeType(node) === 3 ? textSlotOf(node) : slotOf(node);
  const parent = slot || parentNode(node);
  if (!parent) return null;
  if (nodeType(parent) === 11) return parent instanceof ShadowRoot ? hostOf(parent) : null;
  return nodeType(parent) === 1 ? parent : null;
}

/** @param {any} node @returns {Generator<Element>} the element itself and everything above it */
function* upwards(node) {
  for (let el = node; el; el = above(el)) yield el;
}

/** @param {Element} el @param {(el: Element) => boolean} fits @returns {Element | null} */
function nearest(el, fits) {
  for (const one of upwards(el)) if (fits(one)) return one;
  return null;
}

/** @param {any} outer @param {any} inner whether it lies in `outer`, or is it */
const holds = (outer, inner) => nearest(inner, (el) => el === outer) !== null;

/** @param {any} el @returns {any[]} what is drawn inside: the shadow root's nodes, a slot's, or its own */
function below(el) {
  if (tagOf(el) === 'slot' && isA(el, 'HTMLSlotElement')) {
    const nodes = assigned(el);
    if (nodes.length) return nodes;
  }
  const found = [];
  for (let node = firstChild(shadowOf(el) || el); node; node = nextSibling(node)) found.push(node);
  return found;
}

/** @param {any} root @param {string} id @returns {Element | null} */
function byId(root, id) {
  if (nodeType(root) === 9) return Document.prototype.getElementById.call(root, id);
  return nodeType(root) === 11 ? DocumentFragment.prototype.getElementById.call(root, id) : null;
}

/** @param {Element} el @param {string | null} ids @returns {Element[]} what an attribute of ids points at */
function referred(el, ids) {
  if (!ids) return [];
  const root = rootNode(el);
  const found = [];
  for (const id of ids.split(/\s+/).filter(Boolean).slice(0, 20)) {
    const one = byId(root, id);
    if (one && !found.includes(one)) found.push(one);
  }
  return found;
}

const LABELLED = ['HTMLInputElement', 'HTMLButtonElement', 'HTMLSelectElement', 'HTMLTextAreaElement', 'HTMLOutputElement'];
const READ_LABELS = Object.fromEntries(
  LABELLED.map((kind) => [kind, reader(/** @type {any} */ (globalThis)[kind].prototype, 'labels')]));
const controlOf = reader(HTMLLabelElement.prototype, 'control');

/** The labels of every control while a whole page is looked at: asking each control would walk the page each time.
 * @type {Map<Element, Element[]> | null} */
let labelled = null;

/** @param {any[]} roots @returns {Map<Element, Element[]>} */
function labelsIn(roots) {
  const found = new Map();
  for (const label of roots.flatMap((root) => queryAll(root, 'label'))) {
    const control = isA(label, 'HTMLLabelElement') ? controlOf(label) : null;
    if (control) found.set(control, [...(found.get(control) || []), label]);
  }
  return found;
}

/** @param {any} el @returns {Element[]} the labels of a form control */
function labelsOf(el) {
  if (labelled) return labelled.get(el) || [];
  for (const kind of LABELLED) if (isA(el, kind)) return Array.from(READ_LABELS[kind](el) || []);
  return [];
}
const inputType = reader(HTMLInputElement.prototype, 'type');
const buttonType = reader(HTMLButtonElement.prototype, 'type');

const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff]/g;
const PLAIN_ASCII = /^[\x21-\x7e]*(?: [\x21-\x7e]+)* ?$/;

/** White space made single, what cannot be seen left out, apostrophes plain; the case stays. @param {string} text */
function spaced(text) {
  if (PLAIN_ASCII.test(text)) return text.trim();
  return text.normalize('NFKC').replace(UNSEEN, '').replace(/[‘’]/g, "'").replace(/\s+/g, ' ').trim();
}

/** A text for comparing, as `fold` in flow/model.py does it. @param {string} text */
function fold(text) {
  const small = spaced(text).toLowerCase();
  return /[ßςſ]/.test(small) ? small.replace(/ß/g, 'ss').replace(/ς/g, 'σ').replace(/ſ/g, 's') : small;
}

/** A text for the index: folded, and without any space. @param {string} text */
const squash = (text) => {
  const folded = fold(text);
  return folded.includes(' ') ? folded.replaceAll(' ', '') : folded;
};
