// @ts-check
// Where a thing stands on the page: what several things of one name are told apart by.

const LONGEST_PLACE = 80;
const HEADINGS = 'h1, h2, h3, h4, h5, h6, legend, caption, summary, [role=heading]';
const PRECEDING = 2;
const CONTAINS = 8;
const positionOf = caller(Node.prototype, 'compareDocumentPosition');

/** Parts of a page that people have a word for, by their role. */
const REGIONS = new Set(['dialog', 'alertdialog', 'navigation', 'menu', 'menubar', 'banner', 'contentinfo', 'complementary', 'search', 'toolbar', 'main']);

/** Parts of a page by their element. @type {Record<string, string>} */
const LANDMARKS = {
  nav: 'navigation', aside: 'complementary', main: 'main', search: 'search', header: 'banner', footer: 'contentinfo',
};

/** @param {Element} el */
const partOf = (el) => roleOf(el) || (Object.hasOwn(LANDMARKS, tagOf(el)) ? LANDMARKS[tagOf(el)] : '');

/** The part it stands in that has a word: its role, and its name, each '' where there is none. @param {Element} el */
function regionOf(el) {
  const parent = above(el);
  const region = parent && nearest(parent, (one) => REGIONS.has(partOf(one)));
  return region ? { region: partOf(region), region_name: nameOf(region).slice(0, LONGEST_PLACE) } : { region: '', region_name: '' };
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
const standsAt = (el) => ({ ...regionOf(el), under: headingOver(el), row: restOfRow(el), says: wordsIn(el) });
