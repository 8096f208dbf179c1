/*
 * The editor's script, beside home.js, whose functions it uses. Without it a flow is read here, and changed by the form's
 * buttons; with it what is wrong is shown while one types, words are offered, and step and line are shown together.
 */

const form = /** @type {HTMLFormElement} */ (document.getElementById('edit'));
const field = /** @type {HTMLTextAreaElement} */ (document.getElementById('text'));
const offered = /** @type {HTMLElement} */ (document.getElementById('words'));
const RESTS_MS = 250; // without a key until what was typed is looked at

const offer = { start: 0, chosen: -1, asked: 0 };
let typing = 0;
let looked = 0;

/** Tells the home what stands in the field. @param {string} what @param {Record<string, string>} more
 * @returns {Promise<Document | null>} its answer */
function tell(what, more = {}) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${new URL(form.action).pathname}/${what}`);
    request.responseType = 'document';
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.onload = () => done(request.status === 200 ? request.response : null);
    request.onerror = () => done(null);
    request.send(new URLSearchParams({ text: field.value, at: chosenStep(), live: '1', ...more }).toString());
  });
}

const chosenStep = () => /** @type {HTMLInputElement | null} */ (form.querySelector('input[name=at]:checked'))?.value ?? '0';

/** Has what was typed looked at; an answer that comes late is not shown. */
async function look() {
  looked += 1;
  const mine = looked;
  const fresh = await tell('typed');
  if (fresh && mine === looked) renew(fresh);
}

// -- the place in the text --

/** The number of the line in which a place is. @param {number} at */
const lineOf = (at) => field.value.slice(0, at).split('\n').length;

/** Where a line begins. @param {number} line */
const startOf = (line) => field.value.split('\n').slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);

/** The height of a line, and the width of a letter, in px. */
function grid() {
  const rows = /** @type {HTMLElement} */ (document.getElementById('lines'));
  const height = rows.getBoundingClientRect().height / Math.max(1, rows.children.length);
  return { height, width: height * 0.4, left: parseFloat(getComputedStyle(field).paddingLeft) };
}

/** Brings a line into view. @param {number} line */
function scrollTo_(line) {
  const box = /** @type {HTMLElement} */ (field.closest('.code'));
  box.scrollTo({ top: Math.max(0, (line - 4) * grid().height), left: 0 });
}

/** Puts the caret at a place. @param {number} line @param {number} column */
function goTo(line, column) {
  const at = startOf(line) + column - 1;
  field.focus({ preventScroll: true });
  field.setSelectionRange(at, at);
  scrollTo_(line);
}

/** Marks the step in whose lines the caret is. */
function markStep() {
  const line = lineOf(field.selectionStart);
  const steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('#steps li[data-line]')]);
  const last = steps.filter((one) => Number(one.dataset.line) <= line).pop();
  const radio = last?.querySelector('input');
  if (radio) radio.checked = true;
}

// -- words --

/** Asks for the words that may stand here. */
async function offerWords() {
  offer.asked += 1;
  const mine = offer.asked;
  const answer = await tell('words', { caret: String(field.selectionStart) });
  const list = answer?.getElementById('words');
  if (!list || mine !== offer.asked || document.activeElement !== field) return;
  const typed = field.value.slice(Number(list.dataset.start), field.selectionStart);
  const only = list.children.length === 1 && list.children[0].firstChild?.textContent === typed;
  offer.start = Number(list.dataset.start);
  offered.replaceChildren(...list.childNodes);
  offered.hidden = !offered.children.length || only;
  choose(-1);
  const { height, width, left } = grid();
  const column = offer.start - startOf(lineOf(offer.start));
  const box = /** @type {HTMLElement} */ (field.closest('.code'));
  offered.style.top = `${lineOf(offer.start) * height - box.scrollTop + 8}px`;
  offered.style.left = `${Math.max(0, Math.min(left + column * width - box.scrollLeft, box.clientWidth - 280))}px`;
}

function closeWords() {
  offer.asked += 1;
  offered.hidden = true;
  field.removeAttribute('aria-activedescendant');
}

/** Marks one of the words. @param {number} at */
function choose(at) {
  const words = [...offered.children];
  offer.chosen = words.length ? Math.max(-1, Math.min(at, words.length - 1)) : -1;
  words.forEach((one, number) => one.setAttribute('aria-selected', String(number === offer.chosen)));
  words[offer.chosen]?.scrollIntoView({ block: 'nearest' });
  if (offer.chosen < 0) field.removeAttribute('aria-activedescendant');
  else field.setAttribute('aria-activedescendant', words[offer.chosen].id);
}

/** Writes a word into the text, so that the browser can take it back. @param {Element | undefined} word */
function take(word) {
  if (!(word instanceof HTMLElement)) return;
  field.focus();
  field.setSelectionRange(offer.start, field.selectionEnd);
  write(word.dataset.text ?? '');
  closeWords();
}

/** @param {string} text */
const write = (text) => document.execCommand('insertText', false, text);

/** @param {KeyboardEvent} event @returns {boolean} whether it was for the list of words */
function forWords(event) {
  if (offered.hidden) return false;
  if (event.key === 'ArrowDown') choose(offer.chosen + 1);
  else if (event.key === 'ArrowUp' && offer.chosen >= 0) choose(offer.chosen - 1);
  else if (event.key === 'Escape') closeWords();
  else if ((event.key === 'Enter' || event.key === 'Tab') && offer.chosen >= 0) take(offered.children[offer.chosen]);
  else return false;
  return true;
}

field.addEventListener('keydown', (event) => {
  const line = field.value.slice(0, field.selectionStart).split('\n').pop() ?? '';
  if (forWords(event)) event.preventDefault();
  else if (event.key === ' ' && event.ctrlKey) {
    event.preventDefault();
    void offerWords().then(() => choose(0));
  } else if (event.key === 'Enter' && !event.ctrlKey) {
    event.preventDefault();
    const [, spaces, dash] = /^( *)(- )?/.exec(line) ?? [];
    const deeper = /:\s*$/.test(line) ? `  ${dash ? '  ' : ''}` : '';
    write(`\n${spaces}${deeper}`);
    closeWords();
  }
});

field.addEventListener('input', (event) => {
  clearTimeout(typing);
  typing = setTimeout(() => void look(), RESTS_MS);
  const typed = event instanceof InputEvent ? event.data ?? '' : '';
  if (/^[\w:{ ]$/.test(typed)) void offerWords();
  else closeWords();
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  document.getElementById('b-save')?.click();
});
form.addEventListener('click', ({ target }) => {
  const place = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest('[data-goto]')) : null;
  if (place) setTimeout(() => goTo(Number(place.dataset.goto), Number(place.dataset.column ?? 1)));
});
form.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLInputElement && target.name === 'at') scrollTo_(Number(target.closest('li')?.dataset.line));
});
offered.addEventListener('mousedown', (event) => {
  event.preventDefault();
  take(event.target instanceof Element ? event.target.closest('[role=option]') ?? undefined : undefined);
});
field.addEventListener('blur', closeWords);
field.addEventListener('keyup', markStep);
field.addEventListener('click', markStep);
scrollTo_(Number(form.querySelector('input[name=at]:checked')?.closest('li')?.dataset.line ?? 1));
