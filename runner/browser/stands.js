// @ts-check
// Where a thing stands on the page, in words: what several things of one name are told apart by.

const LONGEST_PLACE = 80;
const HEADINGS = 'h1, h2, h3, h4, h5, h6, legend, caption, summary, [role=heading]';
const PRECEDING = 2;
const CONTAINS = 8;
const positionOf = caller(Node.prototype, 'compareDocumentPosition');

/** A part of the page by its role; what has a name of its own is called by that. @type {Record<string, string>} */
const REGIONS = {
  dialog: 'in the dialog', alertdialog: 'in the dialog', navigation: 'in the menu', menu: 'in the menu',
  menubar: 'in the menu bar', banner: 'at the top of the page', contentinfo: 'at the foot of the page',
  complementary: 'at the side', search: 'in the search', toolbar: 'in the tool bar', main: 'in the main part of the page',
};

/** Parts of a page by their element. @type {Record<string, string>} */
const LANDMARKS = {
  nav: 'navigation', aside: 'complementary', main: 'main', search: 'search', header: 'banner', footer: 'contentinfo',
};

/** @param {Element} el */
const partOf = (el) => roleOf(el) || (Object.hasOwn(LANDMARKS, tagOf(el)) ? LANDMARKS[tagOf(el)] : '');

/** @param {Element} el @returns {string} `in the menu “Account”`, or '' where it stands in no part that has a name */
function regionOf(el) {
  const parent = above(el);
  const region = parent && nearest(parent, (one) => Object.hasOwn(REGIONS, partOf(one)));
  if (!region) return '';
  const name = nameOf(region).slice(0, LONGEST_PLACE);
  return `${REGIONS[partOf(region)]}${name ? ` “${name}”` : ''}`;
}

/** The heading, caption or legend that comes last before it, in the smallest part of the page that has one.
 * @param {Element} el @returns {string} */
function headingOver(el) {
  for (let outer = above(el); outer; outer = above(outer)) {
    const before = queryAll(outer, HEADINGS).filter((one) => {
      const position = positionOf(el, one);
      return (position & PRECEDING) !== 0 && (position & CONTAINS) === 0 && drawn(one, { modals: [], dialogs: [] });
    });
    const text = before.length ? spaced(visibleText(before[before.length - 1])) : '';
    if (text) return text.slice(0, LONGEST_PLACE);
  }
  return '';
}

/** What else is to be read in its row, or list item. @param {Element} el @returns {string} */
function restOfRow(el) {
  const parent = above(el);
  const row = parent && nearest(parent, (one) => ['row', 'listitem'].includes(roleOf(one)));
  if (!row) return '';
  const own = spaced(visibleText(el));
  const whole = spaced(visibleText(row));
  const rest = own ? spaced(whole.replace(own, ' ')) : whole;
  return rest.length > LONGEST_PLACE * 2 ? '' : rest.slice(0, LONGEST_PLACE);
}

/** The first words to be read in it: its heading, else the first text that is on nothing to press.
 * @param {Element} el @returns {string} */
function wordsIn(el) {
  const innermost = queryAll(el, '*').slice(0, 200).filter((one) => !queryAll(one, '*').length);
  const texts = [...queryAll(el, HEADINGS), ...innermost];
  const first = texts.find((one) => spaced(visibleText(one)) && !nearest(one, (up) => PRESSED.has(roleOf(up))));
  return spaced(visibleText(first || el)).slice(0, LONGEST_PLACE);
}

/** @param {Element} el @returns {StandsTold} */
const standsAt = (el) => ({ region: regionOf(el), under: headingOver(el), row: restOfRow(el), says: wordsIn(el) });
