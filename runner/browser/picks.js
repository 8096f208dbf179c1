// @ts-check
// What things on a page look like, as data (flow/model.py's Pick): so that a thing with a new name can be recognised.
// No value of a field is read, and nothing that is not drawn.

const MOST_PICKS = 2000;
const MOST_NEIGHBOURS = 8;
const LONGEST_TEXT = 200;
const LONGEST_PATH = 60;
const LONGEST_NEIGHBOUR = 100; // a longer text is a part of the page, and says nothing about what stands in it
const FIELDS = new Set(['textbox', 'searchbox', 'spinbutton', 'listbox', 'slider']);

/** @param {string} text */
const short = (text) => spaced(text.slice(0, LONGEST_TEXT * 4)).slice(0, LONGEST_TEXT);

/** Everything a person could press or fill in, as far as one can tell, outer before inner.
 * @param {Page} page @returns {Element[]} */
function pickable(page) {
  const found = new Set();
  for (const index of page.roled) {
    const el = page.els[index];
    const role = roleOf(el);
    if (PRESSED.has(role) || FIELDS.has(role) || isField(role, el)) found.add(el);
  }
  for (const index of new Set(page.textOwners)) {
    const el = page.els[index];
    if (!looksPressable(el) && tagOf(el) !== 'a') continue;
    const around = page.els[pressedFrom(page, index)];
    if (!nearest(around, (one) => found.has(one))) found.add(around);
  }
  return page.els.filter((el) => found.has(el) && drawn(el, page.layers)).slice(0, MOST_PICKS);
}

/** As `pressedAround`, by the lengths the walk over the page has measured: pages of thousands of things have to do.
 * @param {Page} page @param {number} inner @returns {number} */
function pressedFrom(page, inner) {
  const length = page.ends[inner] - page.starts[inner];
  const most = Math.max(length * 4, length + 120);
  let best = inner;
  for (let at = inner; at >= 0 && page.ends[at] - page.starts[at] <= most; at = page.parents[at]) {
    const el = page.els[at];
    if (PRESSED.has(roleOf(el)) || hasAttribute(el, 'onclick') || /^\d+$/.test(said(el, 'tabindex'))) return at;
    if (getComputedStyle(el).cursor !== 'pointer') break;
    best = at;
  }
  return best;
}

/** @param {Element} el @returns {string} `/html[1]/body[1]/a[2]`, a shadow root as `/#shadow` */
function trailOf(el) {
  const steps = [];
  for (let one = /** @type {Node | null} */ (el); one && steps.length < LONGEST_PATH; one = parentNode(one)) {
    if (nodeType(one) === 11 && one instanceof ShadowRoot) {
      steps.push('#shadow');
      one = hostOf(one);
    }
    if (!isElement(one)) break;
    steps.push(stepOf(one));
  }
  return `/${steps.reverse().join('/')}`;
}

/** @param {Element} el its tag and its place among those of its tag */
function stepOf(el) {
  let place = 1;
  const tag = tagOf(el);
  for (let one = previousSibling(el); one; one = previousSibling(one)) if (isElement(one) && tagOf(one) === tag) place += 1;
  return `${tag}[${place}]`;
}

const previousSibling = reader(Node.prototype, 'previousSibling');

/** Texts close by: what stands beside it in the smallest parts of the page around it.
 * @param {Element} el @param {Map<Node, string>} texts those worked out so far @returns {string[]} */
function neighboursOf(el, texts) {
  /** @type {string[]} */
  const found = [];
  let inner = el;
  for (let outer = above(el), more = 4; outer && more > 0 && found.length < MOST_NEIGHBOURS; outer = above(outer), more -= 1) {
    for (const node of besides(inner)) {
      const text = texts.get(node) ?? textAround(node);
      texts.set(node, text);
      if (text && text.length <= LONGEST_NEIGHBOUR && !found.includes(text)) found.push(text);
      if (found.length >= MOST_NEIGHBOURS) break;
    }
    if (['main', 'body', 'dialog', 'form'].includes(tagOf(outer))) break;
    inner = outer;
  }
  return found;
}

// Where pages say who is logged in: what stands there is of one person alone, and finds nothing for another.
const SOMEBODY = /(?:^|[-_\s])(?:user|username|avatar|whoami|member|author|owner|profile-?name|account-?name|display-?name|greeting|welcome|initials|persona)(?:[-_\s]|$)/i;

/** Whether a text stands where a page shows who somebody is. @param {Node} node @returns {boolean} */
function isOfSomebody(node) {
  const inner = isElement(node) ? node : isText(node) ? above(node) : null;
  if (!inner || PRESSED.has(roleOf(inner)) || roleOf(inner) === 'heading' || tagOf(inner) === 'label') return false;
  for (let el = /** @type {Element | null} */ (inner), more = 3; el && more > 0; el = above(el), more -= 1) {
    if (['main', 'body', 'form', 'table'].includes(tagOf(el))) return false;
    if (SOMEBODY.test(['class', 'id', 'itemprop', 'data-testid', 'alt'].map((name) => said(el, name)).join(' '))) return true;
  }
  return false;
}

/** @param {Node} node @returns {string} */
const textAround = (node) => (isOfSomebody(node) ? '' : textOfPart(node));

/** @param {Node} node @returns {string} */
const textOfPart = (node) =>
  (isText(node) ? spaced(textOf(node)) : isElement(node) ? spaced(visibleChild(node, 1)) : '');

/** @param {Node} node @returns {Node[]} the few nodes nearest to it, before and after */
function besides(node) {
  const found = [];
  let [before, after] = /** @type {(Node | null)[]} */ ([node, node]);
  for (let away = 0; away < 3; away += 1) {
    before = before && previousSibling(before);
    after = after && nextSibling(after);
    found.push(before, after);
  }
  return found.filter((one) => one !== null);
}

/** Its accessible name; what has no role is called by its text, unless a person writes in it. @param {Element} el */
function calledOf(el) {
  const role = roleOf(el);
  return short(nameOf(el, !role && !isEdited(el, role)));
}

/** The language a thing is in, by the nearest `lang`; many pages write `pt_BR`. @param {Element} el @returns {string} */
function languageOf(el) {
  const told = nearest(el, (one) => /^[a-z]{2,3}([-_][a-z0-9]+)*$/i.test(said(one, 'lang')));
  return told ? said(told, 'lang').replaceAll('_', '-') : '';
}

/** @param {number} px */
const tenths = (px) => Math.round(px * 10) / 10;

/** @param {Element} el @param {Map<Node, string>} texts @returns {PickTold} */
function pickOf(el, texts = new Map()) {
  const role = roleOf(el);
  const edits = isEdited(el, role);
  const rect = areaOf(drawn(el, { modals: [], dialogs: [] }) || el);
  const image = tagOf(el) === 'img' ? el : queryAll(el, 'img[alt]')[0];
  return {
    tag: tagOf(el),
    role,
    name: calledOf(el),
    text: edits || ['input', 'select', 'textarea'].includes(tagOf(el)) ? '' : short(visibleText(el)),
    id: said(el, 'id').slice(0, LONGEST_TEXT),
    name_attribute: said(el, 'name').slice(0, LONGEST_TEXT),
    href: addressOf(el).slice(0, 500),
    class_names: said(el, 'class').split(/\s+/).filter(Boolean).slice(0, 30),
    alt: image ? said(image, 'alt').slice(0, LONGEST_TEXT) : '',
    kind: isTag(el, 'input') ? inputType(el) : isTag(el, 'button') ? buttonType(el) : '',
    neighbours: neighboursOf(el, texts),
    box: [tenths(rect.left + scrollX), tenths(rect.top + scrollY), tenths(rect.width), tenths(rect.height)],
    path: trailOf(el),
    language: languageOf(el),
  };
}

/** The thing a click there is meant for: the control around it, the one it is the label or the drawn box of, or what
 * looks pressed as one. @param {Element} el */
function meantBy(el) {
  const control = nearest(el, (one) => PRESSED.has(roleOf(one)) || FIELDS.has(roleOf(one)) || isField(roleOf(one), one));
  if (control) return toldControl(control);
  const label = nearest(el, (one) => isA(one, 'HTMLLabelElement') && controlOf(one));
  const labelledOne = isA(label, 'HTMLLabelElement') ? controlOf(label) : null;
  if (labelledOne) return labelledOne;
  return controlDrawnBy(el) || pressedAround(el, Math.min(spaced(visibleText(el)).length, LONGEST_TEXT));
}

/** A box without a name inside a control that says what it is, as `role=checkbox` does around a hidden input, is the
 * same thing. @param {Element} control */
function toldControl(control) {
  if (!isToggle(control) || tagOf(control) !== 'input' || nameOf(control)) return control;
  const outer = nearest(above(control), (one) => TOGGLE_ROLES.has(roleOf(one)));
  return outer && nameOf(outer) ? outer : control;
}

/** The thing at a path that still has its name. @param {AskAt} wanted @returns {Element | null} */
function atPath(wanted) {
  const page = readPage(document);
  return pickable(page).find((el) => trailOf(el) === wanted.path && calledOf(el) === wanted.name) || null;
}

/** @returns {PickTold[]} */
function pickAll() {
  const texts = new Map();
  return pickable(readPage(document)).map((el) => pickOf(el, texts));
}
