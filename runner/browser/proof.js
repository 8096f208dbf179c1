// @ts-check
// What must not be in a picture of a page, and what a file field holds. Which fields are for secrets is the guard's to
// say; here they are told one after another, and found again by their number.

const TYPED_IN = new Set(['text', 'password', 'email', 'tel', 'url', 'search', 'number', 'date', 'month', 'week', 'time',
  'datetime-local']);
const EMBEDDED = new Set(['iframe', 'frame', 'object', 'embed', 'fencedframe']);

/** @param {Element} el whether something can be typed there */
const isTypedIn = (el) => (isTag(el, 'input') ? TYPED_IN.has(inputType(el))
  : isTag(el, 'textarea') || isTag(el, 'select') || isEdited(el, roleOf(el)));

/** All there is, open shadow roots included, also where nothing of it is to be read. @param {Root} root @returns {Element[]} */
const everything = (root) => queryAll(root, '*').flatMap((el) => {
  const shadow = shadowOf(el);
  return shadow ? [el, ...everything(shadow)] : [el];
});
const typedIn = () => everything(document).filter(isTypedIn);
const embedded = () => everything(document).filter((el) => EMBEDDED.has(tagOf(el)));

const ONE_LETTER = new Set(['text', 'tel', 'number', 'password']);
const ONE_SIGN = /^\^?(?:\[[^\]]+\]|\\d|\.)(?:\{1\})?\??\$?$/; // a pattern that one sign alone fits
const LONGEST_BEFORE = 100; // a longer text is a part of the page, and names no field
const FEW_BOXES = 4;
const WIDEST_BOX = 72; // CSS pixels; a box for one letter of a code

/** Boxes for one letter each are for a code: those that say so one after another, and narrow ones side by side.
 * @param {Element[]} fields @returns {Set<Element>} those that are */
function boxesOfCodes(fields) {
  const [rows, runs] = [new Map(), /** @type {Element[][]} */ ([[]])];
  for (const el of fields.filter((one) => isTag(one, 'input') && ONE_LETTER.has(inputType(one)) && isInSight(one))) {
    const { width, top } = rectOf(el);
    const line = Math.round(top);
    if (said(el, 'maxlength') === '1' || said(el, 'size') === '1' || ONE_SIGN.test(said(el, 'pattern'))) runs[runs.length - 1].push(el);
    else runs.push([]);
    if (width > 0 && width <= WIDEST_BOX) rows.set(line, [...(rows.get(line) || []), el]);
  }
  return new Set([...runs, ...rows.values()].filter((some) => some.length >= FEW_BOXES).flat());
}

/** What stands before a field that has no label of its own: many pages write one there and join the two by nothing.
 * @param {Element} field @returns {string} */
function saidBefore(field) {
  if (labelsOf(field).length || ['aria-label', 'aria-labelledby'].some((name) => said(field, name))) return '';
  let inner = field;
  for (let more = 3; more > 0 && !['form', 'main', 'body'].includes(tagOf(inner)); more -= 1) {
    for (let one = previousSibling(inner); one; one = previousSibling(one)) {
      if (isElement(one) && (isTypedIn(one) || queryAll(one, 'input, textarea, select').some(isTypedIn))) return '';
      const text = textOfPart(one);
      if (text) return text.length <= LONGEST_BEFORE ? text : '';
    }
    const outer = above(inner);
    if (!outer) return '';
    inner = outer;
  }
  return '';
}

/** @returns {FieldTold[]} every field to type in: what the guard has to know of it, whether it is to be seen, whether it is
 *   a box for one letter of a code, and what stands before it where it has no label */
function fieldsOf() {
  const fields = typedIn();
  const boxes = boxesOfCodes(fields);
  return fields.map((el) => ({ facts: factsOf(el), shown: isInSight(el), box: boxes.has(el), before: saidBefore(el) }));
}

/** @param {Element} el @returns {number} which of the document's embedded pages this is */
const numberOf = (el) => embedded().indexOf(el);

/** @param {AskCovered} wanted @returns {Element[]} */
function covered(wanted) {
  const [fields, frames] = [typedIn(), embedded()];
  return [...wanted.fields.map((at) => fields[at]), ...wanted.frames.map((at) => frames[at])].filter(Boolean);
}

const filesIn = reader(HTMLInputElement.prototype, 'files');
const takesSeveral = reader(HTMLInputElement.prototype, 'multiple');
const filesOf = /** @param {Element} el */ (el) => (isA(el, 'HTMLInputElement') ? Array.from(filesIn(el) || []) : []);

/** The file field that a control or label is for. @param {Element} el @returns {Element | null} */
function fileField(el) {
  const { native } = activated(el);
  return native && isA(native, 'HTMLInputElement') && inputType(native) === 'file' ? native : null;
}

/** @param {Element} el @returns {UploadTold} what a file field takes, and the names of what it has */
const uploadOf = (el) => ({
  several: isA(el, 'HTMLInputElement') && takesSeveral(el), accept: said(el, 'accept').toLowerCase(),
  files: filesOf(el).map((file) => file.name),
});
