// @ts-check
// The door of the engine: Playwright asks it with a selector `optout=` and JSON, and gets elements back. What has to
// leave this world as data leaves as the text of an element that is never put into the page; elements go by their keys.
// In a world of the engine's own (engine_world.py) it is asked for that text alone.

/** @param {Answers[keyof Answers] | string[] | Gone | Wrong} value @returns {Element} */
function told(value) {
  const note = createElement(document, 'output');
  note.append(JSON.stringify(value));
  return note;
}

/** What each question that is answered by data is answered by.
 * @type {{[K in keyof Answers]: (root: any, question: Queries[K]) => Answers[K]}}
 *   any: the document, or the element that is asked about; which of them, the question tells */
const TELLS = {
  target: (_, { target, leaves: should }) => {
    if (should) leaves({ ...should, target });
    return { found: report(readPage(document), target), address: addressOfPage(), early: document.readyState === 'loading' };
  },
  facts: factsOf,
  state: stateOf,
  pick: (root) => pickOf(root),
  picks: pickAll,
  stands: standsAt,
  speech: (_, { noting, fresh }) => speech(noting, fresh),
  empty: isEmpty,
  language: () => languageOf(document.body ?? document.documentElement),
  freedom: freedomOf,
  eye: (root, { turn }) => eye(root, turn),
  fields: fieldsOf,
  place: numberOf,
  upload: uploadOf,
  own: (root) => sizeOf(areaOf(root)),
  bring,
  inside: insideOf,
  interrupts,
  shown: (root) => drawn(root, layersOf([document])) !== null,
  hold: (root) => {
    leaving.clear(); // it is the runner's turn
    startHold(root);
    return factsOf(root);
  },
  release: () => {
    disarm();
    return endHold();
  },
  use: (root) => ({ facts: factsOf(root), pick: pickOf(root), brought: bring(root) }),
  arm: (root, how) => {
    leaving.clear(); // it is the runner's turn
    return arm(root, how);
  },
  ready,
  disarm: (_, { id }) => disarm(id),
  around: (root, { at }) => around(root, at),
  options: (root, { options }) => placeOfOption(root, options),
  expect: (_, { name }) => expectCarried(name),
  carry: (root, { name }) => carry(root, name),
};

/** What each question about elements finds; null where there is none.
 * @type {{[K in keyof Whiches]: (root: any, which: Whiches[K]) => Element | null}}   any: as above */
const FINDS = {
  keep: (root) => root,
  at: (_, wanted) => atPath(wanted),
  file: fileField,
  meant: meantBy,
  over: coverOf,
  carried: (_, { name }) => takeCarried(name),
};

/** What Playwright itself is given. @type {{[K in keyof Gifts]: (root: any, gift: Gifts[K]) => Element[]}}   any: as above */
const GIVES = {
  itself: (root) => [root],
  brought: (_, { name }) => [takeCarried(name) ?? []].flat(),
  covered: (_, wanted) => covered(wanted),
};

/** @typedef {Queries[keyof Queries]} Query */
/** @typedef {Whiches[keyof Whiches]} Which */
/** @typedef {Gifts[keyof Gifts]} Gift */

/** @param {unknown} value of JSON @returns {value is Query | Which | Gift} */
const isQuestion = (value) => typeof value === 'object' && value !== null && 'ask' in value && typeof value.ask === 'string' &&
  [TELLS, FINDS, GIVES].some((known) => Object.hasOwn(known, String(value.ask)));

/** @param {Query | Which | Gift} query @returns {query is Which} */
const isWhich = (query) => Object.hasOwn(FINDS, query.ask);

/** @param {Query | Which | Gift} query @returns {query is Gift} */
const isGift = (query) => Object.hasOwn(GIVES, query.ask);

/** @template {keyof Answers} K @param {Document | Element} root @param {K} kind @param {Queries[K]} question */
const tells = (root, kind, question) => TELLS[kind](root, question);

/** @template {keyof Whiches} K @param {Document | Element} root @param {K} kind @param {Whiches[K]} which */
const finds = (root, kind, which) => FINDS[kind](root, which);

/** @template {keyof Gifts} K @param {Document | Element} root @param {K} kind @param {Gifts[K]} gift */
const gives = (root, kind, gift) => GIVES[kind](root, gift);

/** What a question is about: the element of a key, else what Playwright asks of. Null where that element is gone.
 * @param {Document | Element} root @param {Query | Which | Gift} question */
const about = (root, question) => ('of' in question && typeof question.of === 'string' ? keptAs(question.of) : root);

/** @param {Document | Element} root @param {Query | Which | Gift} question @returns {Element[]} */
function answer(root, question) {
  if (isGift(question)) return gives(root, question.ask, question);
  if (!isWhich(question)) return [told(tells(root, question.ask, question))];
  const found = finds(root, question.ask, question);
  return [told(found ? [keep(found)] : [])];
}

/** @param {Document | Element} root @param {string} body @returns {Element[]} */
function ask(root, body) {
  /** @type {unknown} */
  const question = JSON.parse(body);
  if (!isQuestion(question)) return [told({ error: 'no question is called so' })];
  try {
    const meant = about(root, question);
    if (!meant) return isGift(question) ? [] : [told({ gone: true })];
    return afresh(() => answer(meant, question));
  } catch (error) {
    if (isGift(question)) return [];
    if (isWhich(question)) return [told([])];
    const wrong = error instanceof Error || error instanceof DOMException;
    return [told({ error: wrong ? `${error.name}: ${error.message}` : 'unknown' })];
  }
}

const engine = {
  queryAll: ask,
  query: (/** @type {Document | Element} */ root, /** @type {string} */ body) => ask(root, body)[0],
  text: (/** @type {string} */ body) => ask(document, body)[0]?.textContent ?? '', // in a world of its own (engine_world.py)
};
