// @ts-check
// The buttons that may save what a control is set to: told by where they stand, how they are called, and whether they
// have come by its being turned.

const BUTTONS = 'button, input[type="submit"], input[type="image"], input[type="button"], [role="button"]';
const ENTERED = 'input:not([type="hidden"], [type="submit"], [type="button"], [type="image"], [type="reset"]), select, textarea, ' +
  '[role="switch"], [role="checkbox"], [role="radio"], [role="textbox"], [role="combobox"], [contenteditable]';
const MOST_BUTTONS = 40;

/** What buttons were called before a control was turned. @type {WeakMap<Element, Set<string>>} */
const calledBefore = new WeakMap();

/** The buttons that may save what the control is set to, nearest first: those of its form, else those around it.
 * @param {Element} control @param {HTMLFormElement | null} form @param {number | null} turned how long ago it was turned
 * @returns {Saver[]} */
function saversOf(control, form, turned) {
  const line = form ? [form] : [...upwards(control)].slice(1);
  const levels = new Map(line.map((one, level) => [/** @type {Element} */ (one), level]));
  const own = new Set(form ? Array.from(formElements(form)) : []);
  const near = [];
  for (const one of new Set([...own, ...readPage(document).roots.flatMap((root) => queryAll(root, BUTTONS))])) {
    const around = own.has(one) ? form : nearest(one, (box) => levels.has(box));
    const level = around && levels.get(around);
    if (level !== null && level !== undefined) near.push({ one, level });
  }
  const found = [];
  for (const { one, level } of near.sort((some, other) => some.level - other.level)) {
    if (!mayPress(one) || (!form && (isInForm(one) || isApart(one, control)))) continue;
    const name = nameOf(one).slice(0, 200);
    const came = turned !== null && hasCome(name, control);
    found.push({ name, submits: form ? submits(one) : false, level, ago: since(one, form), came });
    if (found.length >= MOST_BUTTONS) break;
  }
  if (turned === null) calledBefore.set(control, new Set(found.map((one) => one.name)));
  return found;
}

/** Whether a button has come, or can be pressed, only since the control was turned. @param {string} name @param {Element} control */
const hasCome = (name, control) => calledBefore.has(control) && !calledBefore.get(control)?.has(name);

/** @param {Element} one a button that can be pressed and seen */
const mayPress = (one) => matches(one, BUTTONS) && !matches(one, ':disabled') && !toggles(one) &&
  said(one, 'aria-disabled').toLowerCase() !== 'true' && isInSight(one);

/** @param {Element} one @param {Element} control whether a dialog, or a part of the page with matters of its own, holds
 *   one of them and not the other */
const isApart = (one, control) => nearest(one, (box) => !holds(box, control) && isOfItsOwn(box)) !== null;

/** @param {Element} box whether it is a dialog, a menu, or a part or row that has fields or texts of its own */
function isOfItsOwn(box) {
  if (matches(box, DIALOGS) || isTag(box, 'nav')) return true;
  const row = ['li', 'tr'].includes(tagOf(box));
  if (!row && !['header', 'footer'].includes(tagOf(box))) return false;
  return queryAll(box, ENTERED).some((one) => isInSight(one)) || (row && saysMore(box));
}

/** @param {Element} row whether it says more than the buttons in it */
function saysMore(row) {
  let text = spaced(visibleText(row));
  for (const one of queryAll(row, BUTTONS)) text = text.replace(spaced(visibleText(one)), '');
  return text.trim() !== '';
}

/** How long ago, in milliseconds, a button was pressed or its form sent; null for never. @param {Element} one @param {HTMLFormElement | null} form */
const since = (one, form) => ago(Math.max(used.get(one) || 0, (form && used.get(form)) || 0));
