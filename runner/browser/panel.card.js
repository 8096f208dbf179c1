/* The card a person reads: builds its DOM and paints a View into it. Knows no events, no place on the page, no runner. */

/** @type {Choice[]} */
const ANSWERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'yes', 'no', 'point', 'continue', 'retry', 'by_hand'];
/** @type {Choice[]} */
const WAYS = ['back', 'skip', 'stop'];

/** The icon of what a question is about. @type {Record<string, keyof typeof ICONS>} */
const SIGNS = {
  login: 'lock', submit: 'send', switch: 'switch', attach: 'clip', review: 'eye', missing: 'search', several: 'search', elsewhere: 'compass',
  record: 'eye', capture: 'camera', picture: 'camera', next: 'compass', by_hand: 'lock',
};
/** What a question is about: icon, heading, and the line that reassures. @param {Asked} question @returns {[keyof typeof ICONS, string, string]} */
function about(question) {
  const word = [question.topic, question.about].find((one) => Object.hasOwn(WORDS.about, one)) ?? '';
  const { heading, calm } = WORDS.about[word] ?? WORDS.turn;
  return [SIGNS[word] ?? 'talk', heading, calm];
}

const ICONS = {
  mark: 'M13.6 13.6A5.2 5.2 0 1 1 10 4.8M9.6 10.4 16.4 3.6M12 3.6h4.4V8',
  lock: 'M5.5 9h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1M7 9V6.5a3 3 0 0 1 6 0V9',
  send: 'M17 3 8.8 11.2M17 3l-5.2 14-3-5.8L3 8.2 17 3',
  switch: 'M6.5 5.5h7a4.5 4.5 0 0 1 0 9h-7a4.5 4.5 0 0 1 0-9M6.5 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  clip: 'm15.8 9.4-5.9 5.9a3.7 3.7 0 0 1-5.2-5.2l6.3-6.3a2.5 2.5 0 0 1 3.5 3.5l-6.2 6.2a1.2 1.2 0 0 1-1.7-1.7l5.6-5.6',
  eye: 'M2.5 10S5 4.8 10 4.8 17.5 10 17.5 10 15 15.2 10 15.2 2.5 10 2.5 10M10 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M13 13l3.8 3.8',
  compass: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4M12.9 7.1l-1.7 4.1-4.1 1.7 1.7-4.1 4.1-1.7',
  talk: 'M4.5 3.8h11a1.5 1.5 0 0 1 1.5 1.5v6.9a1.5 1.5 0 0 1-1.5 1.5H9.6L6 16.9v-3.2H4.5A1.5 1.5 0 0 1 3 12.2V5.3a1.5 1.5 0 0 1 1.5-1.5',
  camera: 'M3.5 6.5h3l1.3-2h4.4l1.3 2h3a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1V7.5a1 1 0 0 1 1-1M10 8.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4',
  box: 'M3.5 5.5h13v9h-13zM3.5 14.5l9-9M7.5 14.5l9-9',
  back: 'M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4 4 0 0 1 0 8H8',
  copy: 'M8 7.5h7.5V17H8zM5 13H4V3h8v1.8',
  tick: 'm4.5 10.5 3.7 3.7 7.3-8',
  grip: 'M7 4a1.3 1.3 0 1 0 .01 0M13 4a1.3 1.3 0 1 0 .01 0M7 8.7a1.3 1.3 0 1 0 .01 0M13 8.7a1.3 1.3 0 1 0 .01 0M7 13.4a1.3 1.3 0 1 0 .01 0M13 13.4a1.3 1.3 0 1 0 .01 0',
  home: 'M3.5 9.5 10 4l6.5 5.5M5.5 8.2v7.3h9V8.2M8.6 15.5v-4h2.8v4',
  fold: 'm5.5 8 4.5 4.5L14.5 8',
  unfold: 'm5.5 12 4.5-4.5 4.5 4.5',
};

/** Icons that go the way a line is written, and so the other way where that is from right to left. */
const ONWARD = ['send', 'back'];

const make = caller(Document.prototype, 'createElementNS');

/** An element with attributes and children; never from markup, because Trusted Types would forbid it.
 * @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children @returns {HTMLElementTagNameMap[K]} */
function el(tag, attributes = {}, ...children) {
  const node = /** @type {HTMLElementTagNameMap[K]} */ (make(document, 'http://www.w3.org/1999/xhtml', tag));
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const [svg, path] = ['svg', 'path'].map((tag) => make(document, 'http://www.w3.org/2000/svg', tag));
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  if (ONWARD.includes(name)) svg.setAttribute('class', 'onward');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

const mark = el('span', { class: 'mark', title: WORDS.mark });
const where = el('div', { class: 'where' });
const turn = el('div', { class: 'turn' });
const grip = el('button', { class: 'icon grip', type: 'button', 'data-do': 'move', 'aria-label': WORDS.move,
  title: WORDS.move_how }, icon('grip'));
const folder = el('button', { class: 'icon', type: 'button', 'data-do': 'fold' });
const homeward = el('button', { class: 'icon', type: 'button', 'data-do': 'home', 'aria-label': WORDS.home_show, title: WORDS.home }, icon('home'));
const gist = el('p', { class: 'gist' });
const names = el('div', { class: 'names' }, where, el('div', { class: 'brand' }, 'Optout'), turn, gist);
const head = el('div', { class: 'head' }, mark, names, homeward, grip, folder);
const bar = el('div', { class: 'bar', 'aria-hidden': 'true' });
const title = el('h2', { class: 'title' });
const batch = el('p', { class: 'batch' });
const doing = el('p', { class: 'doing' });
const note = el('p', { class: 'note' });
const spoken = el('div', { class: 'spoken', 'aria-live': 'polite' });
const extra = el('div', { class: 'copybox' });
const asking = el('div', { class: 'ask' });
const acts = el('div', { class: 'acts' });
const ways = el('div', { class: 'ways' });
const foot = el('div', { class: 'foot' }, acts, ways);
const card = el('section', { class: 'card', role: 'complementary', tabindex: '-1', lang: WORDS.lang, dir: WORDS.dir,
  'aria-label': WORDS.guide, 'aria-keyshortcuts': 'Alt+Shift+O' },
head, bar, el('div', { class: 'body' }, title, batch, doing, note, asking), foot, spoken);
const ring = el('div', { class: 'ring', 'aria-hidden': 'true', hidden: '' });
/** As large as the panel's room: the viewport without its scrollbars. */
const viewport = el('div', { class: 'viewport' });
const shade = el('div', { class: 'shade' });
/** Nothing to see: makes the page's end long enough to be scrolled out from under the panel. */
const spacer = el('div', { class: 'spacer', 'aria-hidden': 'true', hidden: '' });
const stage = el('div', { class: 'stage' }, viewport, spacer, shade, ring, card);
const asked = { key: '' };

/** @param {HTMLElement} node @param {string} text */
function write(node, text) {
  node.textContent = text;
  node.hidden = !text;
}

/** Tells screen readers what is new, folded or not; the same text is not said twice. @param {View} view */
function speak({ doing: does, note: noted, question }) {
  const [, heading, calm] = question ? about(question) : [];
  const text = question ? `${heading}. ${question.say} ${calm}` : `${does} ${noted}`;
  if (spoken.textContent !== text) spoken.textContent = text;
}

/** @param {View} view */
function paintBar(view) {
  const shown = Math.min(view.steps, 40);
  const at = (view.step - (view.state === 'ended' ? 0 : 1)) * (shown / view.steps);
  const kinds = Array.from({ length: shown }, (_, i) => (i + 1 <= at ? 'done' : i <= at ? 'now' : 'ahead'));
  bar.replaceChildren(...kinds.map((kind) => el('i', { class: kind })));
  bar.hidden = view.steps < 2;
}

/** The one button that is the obvious next thing, if there is one. @param {Asked} question @returns {Choice | undefined} */
function primaryOf(question) {
  if (question.choices.includes('1')) return undefined; // one number is as likely as another
  if (question.choices[0] === 'by_hand') return 'by_hand'; // the only way that works here
  /** @type {Choice[]} */
  const order = question.page_answers ? ['yes'] : ['yes', 'continue', 'point', 'retry'];
  return order.find((choice) => question.choices.includes(choice));
}

/** What Continue is called where that says more. @param {Asked} question */
function doneIn({ choices, about: word }) {
  if (choices.includes('yes')) return WORDS.did_it;
  return word === 'record' ? WORDS.there : '';
}

/** @param {Choice} choice @param {Asked | null} question */
function button(choice, question) {
  const look = question && choice === primaryOf(question) ? 'primary' : 'plain';
  const done = choice === 'continue' && question && doneIn(question);
  const name = question?.labels[choice] || done || WORDS.choices[choice] || choice;
  return el('button', { type: 'button', class: look, 'data-do': 'press', 'data-choice': choice }, name);
}

/** The buttons: first what answers the question, below it, quieter, the ways out of it. @param {View} view */
function paintFoot({ question, state }) {
  /** @type {Choice[]} */
  const choices = question?.choices ?? (state === 'working' ? ['stop'] : []);
  const rows = [ANSWERS, WAYS].map((row) => row.filter((choice) => choices.includes(choice)));
  if (choices[0] === 'by_hand') rows[0].sort((one, other) => Number(other === 'by_hand') - Number(one === 'by_hand'));
  const knobs = rows[0].map((choice) => button(choice, question));
  acts.replaceChildren(...knobs);
  const primary = question && primaryOf(question);
  /** @type {(string | undefined)[]} */
  const main = rows[0].includes('yes') ? ['yes', 'no'] : [primary ?? rows[0][0]]; // what a strip keeps
  for (const knob of knobs) knob.toggleAttribute('data-main', main.includes(knob.dataset.choice));
  ways.replaceChildren(...rows[1].map((choice) => button(choice, question)));
  for (const row of [acts, ways, foot]) row.hidden = !row.querySelector('button');
}

/** @param {Asked} question */
function paintCopy({ copy, copy_in: lang, copies }) {
  extra.replaceChildren();
  if (!copy) return;
  const field = el('textarea', { readonly: '', rows: '1', 'aria-label': WORDS.to_copy, lang, dir: 'auto', spellcheck: 'false' });
  const knob = el('button', { type: 'button', class: 'copy', 'data-do': 'copy' }, icon('copy'), WORDS.copy);
  field.value = copy;
  if (copies.length > 1) extra.append(languagesOf(copies, lang, field, knob));
  extra.append(field, knob);
}

/** In which language the text to copy is; another one may be chosen.
 * @param {CopyIn[]} copies @param {string} chosen @param {HTMLTextAreaElement} field @param {Element} knob */
function languagesOf(copies, chosen, field, knob) {
  const list = el('select', { 'aria-label': WORDS.copy_in },
    ...copies.map(({ lang, name }) => el('option', { value: lang, lang }, name)));
  list.value = chosen;
  list.addEventListener('change', () => {
    const copy = copies.find((one) => one.lang === list.value);
    if (!copy) return;
    field.value = copy.text;
    field.lang = copy.lang;
    knob.replaceChildren(icon('copy'), WORDS.copy);
  });
  return list;
}

/** A change of a file, line by line. @param {string} diff */
function diffOf(diff) {
  /** @type {Record<string, string>} */
  const kinds = { '+': 'new', '-': 'old' };
  return el('pre', { class: 'diff', tabindex: '0', dir: 'ltr', 'aria-label': WORDS.change },
    ...diff.split('\n').map((line) => el('span', { class: kinds[line[0]] ?? '' }, `${line}\n`)));
}

/** What a strip has room for of a question: what is asked, else how it begins. Opened, it shows the whole. @param {string} text */
function gistOf(text) {
  const sentences = text.split(/(?<=[.!?…؟])\s+(?=[\p{Lu}\p{Lo}¿“"„«(])|\n+/u);
  return sentences.find((one) => /[?؟]$/.test(one)) ?? sentences[0];
}

/** @param {Asked | null} question */
function paintQuestion(question) {
  asking.replaceChildren();
  asking.hidden = !question;
  turn.textContent = '';
  write(gist, question ? gistOf(question.say) : '');
  if (!question) return;
  const [picture, heading, calm] = about(question);
  turn.textContent = heading;
  asking.append(el('h3', {}, icon(picture), heading), el('p', { class: 'say' }, question.say));
  paintCopy(question);
  if (question.copy) asking.append(extra);
  if (question.diff) asking.append(diffOf(question.diff));
  if (question.picture) asking.append(viewer);
  const without = question.choices.indexOf('by_hand') > 0 ? WORDS.without : '';
  const calming = [calm, without, question.page_answers ? WORDS.by_itself : ''].filter(Boolean).join(' ');
  if (calming) asking.append(el('p', { class: 'calm' }, calming));
}

/** Paints a view; the question's part only when it is another one, so that focus and selection stay. @param {View} view */
function paint(view) {
  const { question } = view;
  stage.dataset.state = view.state;
  stage.classList.toggle('viewing', Boolean(question?.picture));
  stage.classList.toggle('asking', Boolean(question));
  where.textContent = view.where;
  mark.replaceChildren(icon(view.state === 'ended' && view.step === view.steps ? 'tick' : 'mark'));
  write(title, view.title);
  write(batch, view.batch);
  homeward.hidden = !view.home;
  write(doing, question?.say.startsWith(view.doing) ? '' : view.doing);
  write(note, question ? view.hint : view.note);
  paintBar(view);
  speak(view);
  const key = JSON.stringify([question, view.state]);
  stage.classList.remove('busy');
  if (asked.key === key) return;
  asked.key = key;
  paintQuestion(question);
  paintFoot(view);
}

/** Says on the copy button how it went. @param {boolean} copied */
function paintCopied(copied) {
  const knob = extra.querySelector('.copy');
  knob?.replaceChildren(icon(copied ? 'tick' : 'copy'), copied ? WORDS.copied : WORDS.selected);
}

/** @param {boolean} folded */
function paintFolded(folded) {
  stage.classList.toggle('folded', folded);
  folder.setAttribute('aria-label', folded ? WORDS.unfold : WORDS.fold);
  folder.setAttribute('aria-expanded', String(!folded));
  folder.replaceChildren(icon(folded ? 'unfold' : 'fold'));
}
