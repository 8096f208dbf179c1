// @ts-check
// Tells what the person does on a page, while a flow is recorded: which control, and of a field for no secret what was
// typed, so that it can be kept out. Joined to the engine's files, in an isolated world of every frame; the page sees
// neither this nor the binding. hovered.js has what is noticed of hovering; GIVEN is put before.

const SHOWS_AFTER_MS = 600; // what a press has changed shows a moment after it, or later
const MOST_LOOKS = 5;
const MOST_WORDS = 40;
const SECRET_FIELD = 'input[type=password], input[autocomplete~="one-time-code"], input[autocomplete~="current-password"], ' +
  'input[autocomplete~="new-password"]';
const SECRET_WORDS = new RegExp(GIVEN.secret);
const RUN = Math.random().toString(36).slice(2);
const valueOfInput = reader(HTMLInputElement.prototype, 'value');
const valueOfText = reader(HTMLTextAreaElement.prototype, 'value');
let told = 0;
/** @type {string} the key of the last deed, where that was a press */
let lastPress = '';
let changes = 0; // of the page since it came

/** Whether a login, or something as private, is going on here, shadow roots included: then nothing but that is told. */
function isPrivate() {
  rootsAt = -Infinity; // a field in a root of this very moment counts as well
  return everywhere(SECRET_FIELD).some((el) => isInSight(el)) || boxesOfCodes(everywhere('input')).size > 0;
}

/** @param {Did} message */
const send = (message) => globalThis.optoutDid(JSON.stringify(message));

/** What only some deeds have. @typedef {{option?: PickTold | null, on?: boolean, typed?: string}} More */

/** @param {DeedDone['done']} done @param {Element} el @param {More} more @returns {string} the key of the deed, for what shows later */
function tellDeed(done, el, { option = null, on, typed } = {}) {
  if (isPrivate()) return tellSecret(done === 'sent' || (done === 'pressed' && submits(el)));
  const key = nextKey();
  send({ type: 'deed', key, url: document.URL, done, pick: pickOf(el), facts: factsOf(el), option, on: on ?? null, typed: typed ?? null });
  return key;
}

/** @param {boolean} sends @returns {string} its key */
function tellSecret(sends) {
  const key = nextKey();
  send({ type: 'secret', key, url: document.URL, sends });
  return key;
}

function nextKey() {
  lastPress = '';
  return `${RUN}-${(told += 1)}`;
}

/** @typedef {() => ShownLater['shown'] | null} Shows */
/** @type {Map<string, Shows>} what may still show of the last press */
const pending = new Map();

/** @param {string} key @param {Shows} look what shows later, as far as this page is still there then */
function tellLater(key, look) {
  pending.set(key, look);
  lookLater(key, MOST_LOOKS);
}

/** @param {string} key @param {number} more how often it is looked at */
function lookLater(key, more) {
  setTimeout(() => {
    tellPending(key);
    if (pending.has(key) && more > 1) lookLater(key, more - 1);
  }, SHOWS_AFTER_MS);
}

/** @param {string} key */
function tellPending(key) {
  const shown = pending.get(key)?.();
  if (!shown) return;
  send({ type: 'later', key, shown });
  pending.delete(key);
}

/** The element an event is for, also inside shadow roots. @param {Event} event @returns {Element | null} */
const innermost = (event) => {
  const [first] = event.composedPath();
  return isA(first, 'Element') ? first : null;
};

const PRESSABLE_INPUTS = ['submit', 'image', 'button', 'reset'];

/** A press of what is neither typed into nor chosen from; those tell themselves by a change. @param {PointerEvent} event */
function onPress(event) {
  const on = innermost(event);
  if (!event.isTrusted || event.button || !on) return;
  const el = meantBy(on);
  const tag = tagOf(el);
  if (isTag(el, 'input') && inputType(el) === 'file') pressedFiles = el;
  if (['input', 'select', 'textarea', 'option', 'html', 'body'].includes(tag) && !PRESSABLE_INPUTS.includes(/** @type {{type?: string}} */ (el).type ?? '')) return;
  const field = focused();
  if (!event.detail && !event.pointerType && field !== el && isTypedInto(field)) {
    tellDeed('sent', field); // Enter in a field: the browser presses the form's own button
    return;
  }
  if (isTypedInto(el)) return;
  pressed(el);
}

/** @type {{el: Element, on: boolean | null} | null} what is about to be pressed, and how it stood: a page may turn it as soon as
 * the mouse goes down */
let stoodBefore = null;
/** @type {Element | null} the field for files that was pressed itself */
let pressedFiles = null;

/** @param {Event} event */
function beforePress(event) {
  const on = innermost(event);
  if (!event.isTrusted || !on) return;
  const el = meantBy(on);
  stoodBefore = { el, on: stateOf(el).on };
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const on = innermost(event);
  if (!event.isTrusted || !on) return;
  const el = referred(on, attribute(on, 'aria-activedescendant'))[0] || on;
  stoodBefore = { el, on: stateOf(el).on };
  if (pressesByScript(event, el)) pressed(el);
}

/** Whether a key presses what only a script of the page makes a control: the browser makes no click of that.
 * @param {KeyboardEvent} event @param {Element} el */
function pressesByScript(event, el) {
  if (!['Enter', ' '].includes(event.key) || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !activated(el).native && !isTypedInto(el) && PRESSED.has(roleOf(el));
}

/** @param {Element} el */
function pressed(el) {
  for (const key of [...pending.keys()]) tellPending(key); // before this press changes more
  pending.clear();
  const on = stoodBefore?.el === el ? stoodBefore.on : stateOf(el).on;
  const hovered = unfoldedBy(el);
  if (hovered && stateOf(hovered).on === null && !isTypedInto(hovered)) tellDeed('hovered', hovered);
  forgetHovering();
  if (on !== null && tagOf(el) !== 'a') {
    tellDeed('turned', el, { on: isOneOfSeveral(el) || !on });
    return;
  }
  const before = { name: calledOf(el), things: controlsInSight(), words: wordsAround(el), told: toldAloud(), changes };
  for (const root of shadowRoots) watching.observe(root, EVERYTHING);
  const looks = PRESSED.has(roleOf(el)) || looksPressable(el);
  const key = tellDeed('pressed', el);
  lastPress = key;
  tellLater(key, () => {
    if (!looks && changes === before.changes) return 'nothing';
    return looks && !addressOf(el) && hasChanged(el, before) ? 'changed' : null;
  });
}

/** @param {Element} el whether pressing it once more leaves it on */
const isOneOfSeveral = (el) => {
  const { native } = activated(el);
  return [el, ...(native ? [native] : [])].some((one) => ['radio', 'menuitemradio'].includes(roleOf(one)));
};

/** @typedef {{name: string, things: Element[], words: string[], told: string}} BeforePress how a page stood before a press */

/** Whether a press led nowhere and changed something: its own name, a word beside it, or what the page tells aloud, and
 * nothing else to press on the page. @param {Element} el @param {BeforePress} before */
function hasChanged(el, before) {
  if (hasAttribute(el, 'aria-expanded') || hasAttribute(el, 'aria-haspopup') || !el.isConnected || !isInSight(el)) return false;
  const now = controlsInSight();
  const same = now.length === before.things.length && now.every((one, at) => one === before.things[at]);
  if (!same || roleOf(el) === 'tab') return false;
  const words = wordsAround(el);
  const isReworded = words.length === before.words.length && words.some((word, at) => word !== before.words[at]);
  const aloud = toldAloud();
  return calledOf(el) !== before.name || isReworded || (aloud !== '' && aloud !== before.told);
}

const controlsInSight = () => everywhere(CONTROL).filter((el) => isRendered(el, { visibilityProperty: true }));

/** The texts in the smallest part of the page around a control that has any besides its own. @param {Element} el @returns {string[]} */
function wordsAround(el) {
  let [outer, more] = [above(el), LEVELS];
  for (; outer && more > 0 && !['body', 'main', 'html', 'form'].includes(tagOf(outer)); outer = above(outer), more -= 1) {
    const words = textsIn(outer, el);
    if (words.length) return words;
  }
  return [];
}

/** @param {Element} outer @param {Element} but what lies in this is left out @returns {string[]} each text that is to be seen */
function textsIn(outer, but) {
  /** @type {string[]} */
  const found = [];
  for (const node of below(outer)) {
    if (node === but || found.length > MOST_WORDS) continue;
    if (isText(node)) found.push(spaced(textOf(node)));
    else if (isElement(node) && isRendered(node, { visibilityProperty: true }) && !isTypedInto(node)) found.push(...textsIn(node, but));
  }
  return found.filter(Boolean);
}

/** What a page says to people who cannot see it: a status, an alert. @returns {string} */
const toldAloud = () => everywhere('[role=status], [role=alert], output, [aria-live=polite], [aria-live=assertive]')
  .map((el) => spaced(visibleText(el))).join(' ').trim();

/** @returns {Element | null} what has the keys, also inside shadow roots */
function focused() {
  let el = document.activeElement;
  for (let root = el && shadowOf(el); root && root.activeElement; root = shadowOf(el)) el = root.activeElement;
  return el;
}

/** @param {Element | null} el @returns {el is Element} */
function isTypedInto(el) {
  if (!el || !isElement(el)) return false;
  if (isTag(el, 'textarea') || isEdited(el, attribute(el, 'role') || '')) return true;
  return isTag(el, 'input') && ![...PRESSABLE_INPUTS, 'checkbox', 'radio', 'file', 'range', 'color', 'hidden'].includes(inputType(el));
}

/** A press of another button: the middle one opens a link, the right one a menu of the browser. @param {MouseEvent} event */
function onOther(event) {
  const on = innermost(event);
  if (!event.isTrusted || !on) return;
  const el = meantBy(on);
  if (event.button === 1 && addressOf(el)) tellDeed('pressed', el);
  else send({ type: 'aside', what: event.button === 2 ? 'a right click' : 'a click of the middle button' });
}

/** @param {Event} event */
function onChange(event) {
  const el = innermost(event);
  if (!event.isTrusted || !el) return;
  if (isTag(el, 'select')) tellDeed('chose', el, { option: chosenOf(el) });
  else if (isTag(el, 'input') && ['checkbox', 'radio'].includes(inputType(el))) tellDeed('turned', el, { on: isChecked(el) });
  else if (isTag(el, 'input') && inputType(el) === 'file') tellAttached(el);
  else if (isTag(el, 'input') && ['range', 'color'].includes(inputType(el))) tellDeed('chose', el);
  else tellTyped(el);
}

/** @param {Element} el a field for files: unless it was pressed itself, the press before opened the window to choose them in */
function tellAttached(el) {
  if (pressedFiles !== el && lastPress) send({ type: 'later', key: lastPress, shown: 'files' });
  pressedFiles = null;
  tellDeed('attached', el, { typed: filesOf(el).map((file) => file.name).join('\n') });
}

/** What was typed is told with it, unless the field is for a secret by anything it says of itself. @param {Element} el */
function tellTyped(el) {
  const facts = factsOf(el);
  const labels = facts.labels.map((text) => bare(text));
  const secret = facts.masked || facts.type === 'password' || /password|one-time|\bcc-/.test(facts.autocomplete) ||
    labels.some((text) => SECRET_WORDS.test(text) || SECRET_WORDS.test(text.replaceAll('-', ' '))) || facts.idents.some(isSecretIdent);
  if (secret || isPrivate()) tellSecret(false);
  else tellDeed('typed', el, { typed: written(el) });
}

/** @param {Element} el @returns {string} */
function written(el) {
  if (isA(el, 'HTMLInputElement')) return valueOfInput(el);
  return isA(el, 'HTMLTextAreaElement') ? valueOfText(el) : spaced(contentOf(el));
}

/** As `plain` in flow/words.py has it. @param {string} text */
const bare = (text) => text.normalize('NFKD').replace(/\p{M}|\p{Cf}/gu, '').toLowerCase().replace(/ı/g, 'i')
  .replace(/ł/g, 'l').normalize('NFKC').replace(/\s+/g, ' ').trim();

/** @param {string} ident */
function isSecretIdent(ident) {
  const parts = bare(ident.replace(/([a-z0-9])([A-Z])/g, '$1-$2')).split(/[^a-z0-9]+/).filter(Boolean);
  const pairs = parts.slice(1).map((part, at) => `${parts[at]}-${part}`);
  return [parts.join(''), ...parts, ...pairs].some((one) => GIVEN.idents.includes(one));
}

/** @param {Element} list @returns {PickTold | null} what is chosen in it; null also where several are */
function chosenOf(list) {
  const [option, ...others] = queryAll(list, 'option').filter((one) => isA(one, 'HTMLOptionElement') && isChosen(one));
  return option && !others.length ? pickOf(option) : null;
}

/** A form that was sent without any button. @param {SubmitEvent} event */
function onSubmit(event) {
  if (!event.isTrusted || event.submitter || !isA(event.target, 'Element')) return;
  const field = focused();
  tellDeed('sent', isTypedInto(field) ? field : event.target);
}

const QUIET = { capture: true, passive: true };
addEventListener('pointerdown', beforePress, QUIET);
addEventListener('keydown', onKey, QUIET);
addEventListener('click', onPress, QUIET);
addEventListener('auxclick', onOther, QUIET);
addEventListener('change', onChange, QUIET);
addEventListener('focusout', (event) => {
  const el = innermost(event);
  if (event.isTrusted && el && isEdited(el, attribute(el, 'role')) && spaced(contentOf(el))) tellTyped(el);
}, QUIET);
addEventListener('submit', onSubmit, QUIET);
const EVERYTHING = { subtree: true, childList: true, attributes: true, characterData: true };
const watching = new MutationObserver((list) => { changes += list.length; });
watching.observe(document, EVERYTHING);
// A page keeps from the one before it on its site that somebody was active there: only where this script came late is that of here.
if (navigator.userActivation.hasBeenActive && document.readyState !== 'loading') send({ type: 'aside', what: 'what was done on a new page before it was watched' });
