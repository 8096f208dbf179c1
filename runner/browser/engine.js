// @ts-check
// The door of the engine: Playwright asks it with a selector `optout=` and JSON, and gets elements back. What has to
// leave this world as data leaves as the text of an element that is never put into the page.

/** @param {unknown} value @returns {Element} */
function told(value) {
  const note = createElement(document, 'output');
  note.append(JSON.stringify(value));
  return note;
}

/** @param {any} ask @returns {Element | null} the one thing that was found before, if it is still the only one */
function take(ask) {
  const page = readPage(document);
  const found = findingsOf(page, ask.target).find((finding) =>
    finding.candidate === ask.take.candidate && finding.name === ask.take.name && finding.part === ask.take.part);
  return found && found.seen.length === 1 ? found.seen[0].at : null;
}

/** @param {any} root @param {any} ask @returns {Element[]} */
function answer(root, ask) {
  if (ask.at) return [atPath(ask.at)].flatMap((el) => el || []);
  if (ask.picks) return [told({ picks: pickAll() })];
  if (ask.meant) return [meantBy(root)];
  if (ask.over) return [coverOf(root)].flatMap((el) => el || []);
  if (ask.pick) return [told(pickOf(root))];
  if (ask.take) return [take(ask)].flatMap((el) => el || []);
  if (ask.target) return [told({ found: report(readPage(document), ask.target), address: addressOfPage() })];
  if (ask.fields) return [told({ fields: fieldsOf() })];
  if (ask.covered) return covered(ask.covered);
  if (ask.place) return [told({ place: numberOf(root) })];
  if (ask.file) return [fileField(root)].flatMap((el) => el || []);
  if (ask.upload) return [told(uploadOf(root))];
  if (ask.facts) return [told(factsOf(root))];
  if (ask.shown) return [told({ shown: drawn(root, layersOf([document])) !== null })];
  if (ask.release) return [told({ held: endHold() })];
  if (ask.hold) return [told({ holds: startHold(root) === undefined })];
  return [told(stateOf(root))];
}

/** @param {any} root @param {string} body @returns {Element[]} */
function ask(root, body) {
  labelled = null;
  try {
    return answer(root, JSON.parse(body));
  } catch (error) {
    if (/^\{"(take|at|covered|file)"/.test(body)) return [];
    const wrong = error instanceof Error || error instanceof DOMException;
    return [told({ error: wrong ? `${error.name}: ${error.message}` : 'unknown' })];
  } finally {
    labelled = null;
  }
}

const engine = { queryAll: ask, query: (/** @type {any} */ root, /** @type {string} */ body) => ask(root, body)[0] };
