// @ts-check
// Elements that the runner was told of go by keys: none of them leaves this world, and each is asked about in one call.

/** The elements the runner was told of, by their keys: the latest of them, for a page may live for long.
 * @type {Map<string, Element>} */
const kept = new Map();
const MOST_KEPT = 2000;
/** @type {WeakMap<Element, string>} */
const keys = new WeakMap();
let keysGiven = 0;

/** @param {Element} el @returns {string} the key it goes by from now on, which no other document gives */
function keep(el) {
  const key = keys.get(el) || `${DOCUMENT}.${keysGiven += 1}`;
  keys.set(el, key);
  kept.delete(key);
  kept.set(key, el);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value || '');
  return key;
}

/** The element of a key, as long as it is in the document. @param {string} key */
function keptAs(key) {
  const el = kept.get(key);
  return el && isConnected(el) ? el : null;
}
