// @ts-check
// Whether a control belongs to something that interrupts: a dialog, a banner, or a box that lies over the page. What
// stands in the page itself is the person's own business, whatever it is called.

const INTERRUPTS = /cookie|consent|gdpr|ccpa|onetrust|didomi|usercentrics|trustarc|banner|notice|overlay|modal|pop-?up|interstitial|toast|snackbar|newsletter|prompt|upsell/i;
const FRAMING = new Set(['header', 'nav', 'footer', 'main', 'form']);
const TEXTS = 'a, button, h1, h2, h3, h4, label, legend, li, p, summary, td, th';
const LOOKED_THROUGH = 300; // of those: most of what follows is further down, and out of sight
const PAGE_SIZED = 0.9; // of the window: a box so large is the page itself, unless something lies beneath it

/** @param {Element} el @returns {boolean} */
function interrupts(el) {
  for (const one of upwards(el)) {
    if (['body', 'html'].includes(tagOf(one))) return false;
    if (isDialogBox(one) || isCalledSo(one) || liesOverPage(one)) return true;
  }
  return false;
}

/** @param {Element} el */
const isDialogBox = (el) => matches(el, 'dialog[open], [role="dialog"], [role="alertdialog"], [aria-modal="true"]') ||
  (hasAttribute(el, 'popover') && matches(el, ':popover-open'));

/** @param {Element} el whether its own names say that it is a banner or the like */
const isCalledSo = (el) => tagOf(el) !== 'button' && said(el, 'role') !== 'banner' &&
  INTERRUPTS.test([said(el, 'id'), said(el, 'class'), said(el, 'aria-label'), tagOf(el)].join(' '));

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
