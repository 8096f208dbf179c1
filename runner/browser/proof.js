// @ts-check
// What must not be in a picture of a page, and what a file field holds. Which fields are for secrets is the guard's to
// say; here they are told one after another, and found again by their number.

const TYPED_IN = new Set(['text', 'password', 'email', 'tel', 'url', 'search', 'number', 'date', 'month', 'week', 'time',
  'datetime-local']);
const EMBEDDED = new Set(['iframe', 'frame', 'object', 'embed', 'fencedframe']);

/** @param {any} el whether something can be typed there */
const isTypedIn = (el) => (tagOf(el) === 'input' ? TYPED_IN.has(inputType(el))
  : tagOf(el) === 'textarea' || tagOf(el) === 'select' || isEdited(el, roleOf(el)));

/** All there is, open shadow roots included, also where nothing of it is to be read. @param {any} root @returns {any[]} */
const everything = (root) => queryAll(root, '*').flatMap((el) => {
  const shadow = shadowOf(el);
  return shadow ? [el, ...everything(shadow)] : [el];
});
const typedIn = () => everything(document).filter(isTypedIn);
const embedded = () => everything(document).filter((el) => EMBEDDED.has(tagOf(el)));

/** @returns {object[]} every field to type in: what the guard has to know of it, and whether it is to be seen */
const fieldsOf = () => typedIn().map((el) => ({ facts: factsOf(el), shown: isInSight(el) }));

/** @param {any} el @returns {number} which of the document's embedded pages this is */
const numberOf = (el) => embedded().indexOf(el);

/** @param {{fields: number[], frames: number[]}} wanted @returns {any[]} */
function covered(wanted) {
  const [fields, frames] = [typedIn(), embedded()];
  return [...wanted.fields.map((at) => fields[at]), ...wanted.frames.map((at) => frames[at])].filter(Boolean);
}

const filesIn = reader(HTMLInputElement.prototype, 'files');
const takesSeveral = reader(HTMLInputElement.prototype, 'multiple');
const filesOf = /** @param {any} el */ (el) => (isA(el, 'HTMLInputElement') ? Array.from(filesIn(el) || []) : []);

/** The file field that a control or label is for. @param {any} el @returns {any} */
function fileField(el) {
  const { native } = activated(el);
  return native && isA(native, 'HTMLInputElement') && inputType(native) === 'file' ? native : null;
}

/** @param {any} el @returns {object} what a file field takes, and the names of what it has */
const uploadOf = (el) => ({
  several: isA(el, 'HTMLInputElement') && takesSeveral(el), accept: said(el, 'accept').toLowerCase(),
  files: filesOf(el).map((file) => file.name),
});
