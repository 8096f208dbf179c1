/*
 * The home's one script. Everything on its pages can be read and done without it; with it a page is renewed when something
 * has changed, a list is narrowed while one types, and a text is copied. It writes no markup: what is new comes as a
 * document, read by the browser, and its parts are moved over.
 */

/** @typedef {{status: number, number: string}} News */
/** @typedef {{forms: string[], which: number[]}} Counted the forms of a sentence, and which of them a number takes */

const PIECE = 384 * 1024; // bytes of a file that are handed over at once; a multiple of three
const AGAIN_MS = 1000; // after the home did not answer: it is being closed, or the computer was asleep

/** Asks the home for something. @template {'document' | 'text'} T @param {string} path @param {T} kind
 * @returns {Promise<(T extends 'document' ? Document : string) | null>} null where it does not come */
function ask(path, kind) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('GET', path);
    request.responseType = kind;
    request.onload = () => done(request.status < 500 ? request.response : null);
    request.onerror = () => done(null);
    request.send();
  });
}

/** Takes the parts that change from another document, where they differ; the focus stays on what has the same id.
 * @param {Document} fresh */
function renew(fresh) {
  const focused = document.activeElement?.id;
  const said = spoken();
  for (const part of document.querySelectorAll('[data-live]')) {
    const other = fresh.getElementById(part.id);
    if (other && !other.isEqualNode(part)) {
      const kept = statesIn(part);
      part.replaceChildren(...other.childNodes);
      for (const restore of kept) restore();
    }
  }
  document.title = fresh.title;
  document.body.dataset.number = fresh.body.dataset.number;
  if (focused && document.activeElement?.id !== focused) (document.getElementById(focused) ?? document.getElementById('main'))?.focus();
  speak(said);
  const filter = document.querySelector('[data-filter]');
  if (filter instanceof HTMLInputElement && filter.value) narrow(filter.value);
}

/** What the person has unfolded, ticked and typed in a part, to be put back by id once it is made anew.
 * @param {Element} part @returns {(() => void)[]} */
function statesIn(part) {
  const found = /** @type {NodeListOf<HTMLInputElement | HTMLDetailsElement>} */ (part.querySelectorAll('details[id], input[id], textarea[id]'));
  return [...found].map((one) => () => {
    const now = document.getElementById(one.id);
    if (now instanceof HTMLDetailsElement && one instanceof HTMLDetailsElement) now.open = one.open;
    if (now instanceof HTMLInputElement && one instanceof HTMLInputElement) Object.assign(now, { checked: one.checked, value: one.value });
    if (now instanceof HTMLTextAreaElement && one instanceof HTMLTextAreaElement && !now.readOnly) now.value = one.value;
  });
}

/** What is to be told to those who do not see it. */
const spoken = () => [...document.querySelectorAll('[data-speak]')].map((one) => one.textContent).join(' ').trim();

/** Tells it once. @param {string} before */
function speak(before) {
  const place = document.getElementById('spoken');
  const text = spoken();
  if (place && text && text !== before) place.textContent = text;
}

/** Waits for changes as long as the page is there. */
async function follow() {
  for (;;) {
    const number = await ask(`/changes?since=${document.body.dataset.number ?? ''}`, 'text');
    if (number === null) await new Promise((done) => { setTimeout(done, AGAIN_MS); });
    else if (number !== document.body.dataset.number) {
      const here = new URL(location.href);
      here.searchParams.set('live', '1');
      const fresh = await ask(here.pathname + here.search, 'document');
      if (fresh) renew(fresh);
      else document.body.dataset.number = number;
    }
  }
}

/** Narrows the list to what has all of these words. @param {string} words */
function narrow(words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-find]'))) {
    const text = (one.dataset.find ?? '').toLowerCase();
    one.hidden = !wanted.every((word) => text.includes(word));
  }
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-group]'))) {
    group.hidden = !group.querySelector('[data-find]:not([hidden])');
    const folded = group.querySelector(':scope > details');
    if (folded instanceof HTMLDetailsElement && wanted.length) folded.open = true;
  }
}

/** Says how many are chosen, and about how long they take. */
function count() {
  const place = document.getElementById('chosen');
  const chosen = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[name=flow]:checked'));
  if (!place || !chosen.length) return;
  const seconds = [...chosen].reduce((sum, one) => sum + Number(one.dataset.seconds), 0);
  const minutes = Math.max(1, Math.round(seconds / 60));
  const { forms, which } = /** @type {Counted} */ (JSON.parse(place.dataset.counted ?? ''));
  const form = forms[which[minutes < which.length ? minutes : 100 + (minutes % 100)]];
  place.textContent = form.replace('{chosen}', String(chosen.length)).replace('{count}', String(minutes));
}

/** Copies a text, and says so on the button. @param {HTMLElement} button */
async function copy(button) {
  const field = document.getElementById(button.dataset.copy ?? '');
  const text = field instanceof HTMLTextAreaElement ? field.value : field?.textContent ?? '';
  const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
  if (!copied && field instanceof HTMLTextAreaElement) field.select();
  button.textContent = (copied ? button.dataset.copied : button.dataset.selected) ?? '';
}

document.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLInputElement && target.matches('[data-filter]')) narrow(target.value);
});
/** Shows a text in the language that was chosen for it. @param {HTMLSelectElement} list */
function fill(list) {
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(list.dataset.fills ?? ''));
  field.value = list.value;
  field.lang = list.selectedOptions[0].lang;
}

/** Hands the home a part of a file, in base64. @param {string} path @param {Record<string, string>} form
 * @returns {Promise<boolean>} whether it was taken */
function hand(path, form) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.onload = () => done(request.status < 400);
    request.onerror = () => done(false);
    request.send(new URLSearchParams(form).toString());
  });
}

/** A part of a file in base64. @param {Blob} part @returns {Promise<string>} */
function encoded(part) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(part);
  });
}

/** Reads the file that was chosen, hands it over piece by piece, and goes to what is said of it; where that fails, its
 * words for it are shown. @param {HTMLInputElement} field */
async function send(field) {
  const { sends = '', then = '', words = '' } = field.dataset;
  const [file] = field.files ?? [];
  if (!file) return;
  let taken = true;
  for (let at = 0; taken && (at === 0 || at < file.size); at += PIECE) {
    const piece = await encoded(file.slice(at, at + PIECE)).catch(() => null);
    taken = piece !== null && await hand(sends, { name: file.name, at: String(at), piece });
  }
  if (taken) location.assign(then);
  else document.getElementById(words)?.removeAttribute('hidden');
}

document.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.sends) void send(target);
  else if (target instanceof HTMLSelectElement && target.dataset.fills) fill(target);
  else count();
});
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest('[data-copy], [data-print]')) : null;
  if (button?.dataset.copy) void copy(button);
  else if (button) print();
});
const NEED_SCRIPT = '[data-print], [data-copy], p:has(> [data-fills]), p:has(> [data-sends])';
for (const one of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(NEED_SCRIPT))) one.hidden = false;
count();
void follow();
