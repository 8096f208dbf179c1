// @ts-check
// Whether a control belongs to something that interrupts: a dialog, a banner, or a box that lies over the page. What
// stands in the page itself is the person's own business, whatever it is called.

const INTERRUPTS = /cookie|consent|gdpr|ccpa|onetrust|didomi|usercentrics|trustarc|banner|notice|overlay|modal|pop-?up|interstitial|toast|snackbar|newsletter|prompt|upsell/i;
const FRAMING = new Set(['header', 'nav', 'footer', 'main', 'form']);
const TEXTS = 'a, button, h1, h2, h3, h4, label, legend, li, p, summary, td, th';
const LOOKED_THROUGH = 300; // of those: most of what follows is further down, and out of sight
const PAGE_SIZED = 0.9; // of the window: a box so large is the page itself, unless something lies beneath it

/** The box that interrupts and that a control belongs to; none where what the step wants lies in it as well.
 * @param {Element} el @param {AskInterrupts} how @returns {BoxTold | null} */
function interrupts(el, { beside }) {
  const wanted = beside ? keptAs(beside) : null;
  for (const one of upwards(el)) {
    if (['body', 'html'].includes(tagOf(one))) return null;
    if (isDialogBox(one) || isCalledSo(one) || (liesOverPage(one) && !isPartOfForm(one))) {
      return wanted && holds(one, wanted) ? null : { says: spaced(visibleText(one).slice(0, 4000)), fields: fieldsIn(one) };
    }
  }
  return null;
}

/** @param {Element} box how many fields to fill in are to be seen in it; what is for a longer text counts for several */
const fieldsIn = (box) => queryAll(box, 'input, textarea, select, [contenteditable], [role="textbox"]').slice(0, 200)
  .filter((one) => isFilledIn(one) && isInSight(one)).reduce((sum, one) => sum + (isTag(one, 'input') || isTag(one, 'select') ? 1 : 3), 0);

/** @param {Element} field */
const isFilledIn = (field) => isTag(field, 'input') ? ['other', 'secret'].includes(fieldKind(field)) && !toggles(field) :
  ['textarea', 'select'].includes(tagOf(field)) || isEdited(field, roleOf(field));

/** @param {Element} box whether it is the bar of a form that goes on beyond it: its Cancel drops what was filled in there */
function isPartOfForm(box) {
  const form = nearest(above(box), (one) => tagOf(one) === 'form');
  return isA(form, 'HTMLFormElement') && Array.from(formElements(form)).some((one) => isFilledIn(one) && !holds(box, one) && isInSight(one));
}

/** @param {Element} el */
const isDialogBox = (el) => matches(el, 'dialog[open], [role="dialog"], [role="alertdialog"], [aria-modal="true"]') ||
  (hasAttribute(el, 'popover') && matches(el, ':popover-open'));

/** @param {Element} el whether its own names say that it is a banner or the like, and not what holds the whole page */
const isCalledSo = (el) => tagOf(el) !== 'button' && said(el, 'role') !== 'banner' &&
  INTERRUPTS.test([said(el, 'id'), said(el, 'class'), said(el, 'aria-label'), tagOf(el)].join(' ')) && !isPageSized(el);

/** @param {Element} el */
function isPageSized(el) {
  const { width, height } = rectOf(el);
  return width * height >= PAGE_SIZED * innerWidth * innerHeight;
}

/** @param {Element} el whether it is taken out of the page's flow, and lies over something */
function liesOverPage(el) {
  const { position } = getComputedStyle(el);
  if (!['fixed', 'absolute', 'sticky'].includes(position) || FRAMING.has(tagOf(el))) return false;
  const { left, top, width, height } = rectOf(el);
  if (!width || !height) return false;
  if (position === 'fixed' && width * height < PAGE_SIZED * innerWidth * innerHeight) return true;
  return [0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => hasBeneath(el, left + x * width, top + y * height))) ||
    coversText(el);
}

/** @param {Element} el whether it lies over one of the page's own texts or controls, small as that may be */
const coversText = (el) => queryAll(document, TEXTS).slice(0, LOOKED_THROUGH).some((one) => {
  if (holds(el, one) || holds(one, el)) return false;
  const { left, top, width, height } = rectOf(one);
  return width > 0 && height > 0 && hasBeneath(el, left + width / 2, top + height / 2);
});

/** @param {Element} el @param {number} x @param {number} y whether at a point something of the page lies beneath it */
function hasBeneath(el, x, y) {
  const met = document.elementsFromPoint(x, y);
  const first = met.findIndex((one) => holds(el, one));
  return first >= 0 && met.slice(first).some((one) => !holds(el, one) && !holds(one, el) && spaced(visibleText(one)) !== '');
}
