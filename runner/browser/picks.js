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
 * @param {Page} page @returns {any[]} */
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

/** @param {any} el @returns {string} `/html[1]/body[1]/a[2]`, a shadow root as `/#shadow` */
function trailOf(el) {
  const steps = [];
  for (let one = el; one && steps.length < LONGEST_PATH; one = parentNode(one)) {
    const type = nodeType(one);
    if (type === 11 && one instanceof ShadowRoot) {
      steps.push('#shadow');
      one = hostOf(one);
    } else if (type !== 1) break;
    steps.push(stepOf(one));
  }
  return `/${steps.reverse().join('/')}`;
}

/** @param {any} el its tag and its place among those of its tag */
function stepOf(el) {
  let place = 1;
  const tag = tagOf(el);
  for (let one = previousSibling(el); one; one = previousSibling(one)) if (nodeType(one) === 1 && tagOf(one) === tag) place += 1;
  return `${tag}[${place}]`;
}

const previousSibling = reader(Node.prototype, 'previousSibling');

/** Texts close by: what stands beside it in the smallest parts of the page around it.
 * @param {any} el @param {Map<any, string>} texts those worked out so far @returns {string[]} */
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

/** @param {any} node @returns {string} */
const textAround = (node) =>
  (nodeType(node) === 3 ? spaced(textOf(node)) : nodeType(node) === 1 ? spaced(visibleChild(node, 1)) : '');

/** @param {any} node @returns {any[]} the few nodes nearest to it, before and after */
function besides(node) {
  const found = [];
  let [before, after] = [node, node];
  for (let away = 0; away < 3; away += 1) {
    before = before && previousSibling(before);
    after = after && nextSibling(after);
    found.push(before, after);
  }
  return found.filter(Boolean);
}

/** Its accessible name; what has no role is called by its text, unless a person writes in it. @param {any} el */
function calledOf(el) {
  const role = roleOf(el);
  return short(nameOf(el, !role && !isEdited(el, role)));
}

/** The language a thing is in, by the nearest `lang`. @param {any} el @returns {string} */
function languageOf(el) {
  const told = nearest(el, (one) => said(one, 'lang') !== '' && /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(said(one, 'lang')));
  return told ? said(told, 'lang') : '';
}

/** @param {any} el @param {Map<any, string>} texts @returns {Record<string, unknown>} */
function pickOf(el, texts = new Map()) {
  const role = roleOf(el);
  const edits = isEdited(el, role);
  const rect = rectOf(drawn(el, { modals: [], dialogs: [] }) || el);
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
    kind: tagOf(el) === 'input' ? inputType(el) : tagOf(el) === 'button' ? buttonType(el) : '',
    neighbours: neighboursOf(el, texts),
    box: [rect.left + scrollX, rect.top + scrollY, rect.width, rect.height].map((one) => Math.round(one * 10) / 10),
    path: trailOf(el),
    language: languageOf(el),
  };
}

/** The thing a click there is meant for: the control around it, or what looks pressed as one. @param {any} el */
function meantBy(el) {
  const control = nearest(el, (one) => PRESSED.has(roleOf(one)) || FIELDS.has(roleOf(one)) || isField(roleOf(one), one));
  if (control) return control;
  const label = nearest(el, (one) => isA(one, 'HTMLLabelElement') && controlOf(one));
  return label ? controlOf(label) : pressedAround(el, Math.min(spaced(visibleText(el)).length, LONGEST_TEXT));
}

/** The thing at a path that still has its name. @param {{path: string, name: string}} wanted @returns {any} */
function atPath(wanted) {
  const page = readPage(document);
  return pickable(page).find((el) => trailOf(el) === wanted.path && calledOf(el) === wanted.name) || null;
}

/** @returns {Record<string, unknown>[]} */
function pickAll() {
  const texts = new Map();
  return pickable(readPage(document)).map((el) => pickOf(el, texts));
}
