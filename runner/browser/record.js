// @ts-check
// Tells what the person does on a page, while a flow is recorded: which control, and of a field for no secret what was
// typed, so that it can be kept out. Joined to the engine's files, in an isolated world of every frame; the page sees
// neither this nor the binding. hovered.js has what is noticed of hovering; GIVEN is put before.

const STATE_AFTER_MS = 600; // a switch made by a script shows its new state a moment after the press
const SECRET_FIELD = 'input[type=password], input[autocomplete~="one-time-code"], input[autocomplete~="current-password"], ' +
  'input[autocomplete~="new-password"]';
const SECRET_WORDS = new RegExp(GIVEN.secret);
const RUN = Math.random().toString(36).slice(2);
const valueOfInput = reader(HTMLInputElement.prototype, 'value');
const valueOfText = reader(HTMLTextAreaElement.prototype, 'value');
let told = 0;
let changes = 0; // of the page since it came

/** Whether a login, or something as private, is going on here: then nothing but that is told. */
function isPrivate() {
  return queryAll(document, SECRET_FIELD).some((el) => isInSight(el)) || boxesOfCodes(queryAll(document, 'input')).size > 0;
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

const nextKey = () => `${RUN}-${(told += 1)}`;

/** @typedef {() => ShownLater['shown'] | null} Shows */
/** @type {Map<string, Shows>} what may still show of the presses of a moment ago */
const pending = new Map();

/** @param {string} key @param {Shows} look what shows a moment later, as far as this page is still there then */
function tellLater(key, look) {
  pending.set(key, look);
  setTimeout(() => tellPending(key, true), STATE_AFTER_MS);
}

/** @param {string} key @param {boolean} last whether it is not looked at again */
function tellPending(key, last) {
  const shown = pending.get(key)?.();
  if (shown && (last || shown === 'changed')) send({ type: 'later', key, shown });
  if (last || shown === 'changed') pending.delete(key);
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
  if (['input', 'select', 'textarea', 'option', 'html', 'body'].includes(tag) && !PRESSABLE_INPUTS.includes(/** @type {{type?: string}} */ (el).type ?? '')) return;
  const field = focused();
  if (!event.detail && !event.pointerType && field !== el && isTypedInto(field)) {
    tellDeed('sent', field); // Enter in a field: the browser presses the form's own button
    return;
  }
  if (isTypedInto(el)) return;
  pressed(el);
}

/** @param {Element} el */
function pressed(el) {
  for (const key of [...pending.keys()]) tellPending(key, false); // before this press changes more
  const before = { on: stateOf(el).on, name: calledOf(el), things: controlsInSight(), changes };
  const hovered = unfoldedBy(el);
  if (hovered && stateOf(hovered).on === null && !isTypedInto(hovered)) tellDeed('hovered', hovered);
  forgetHovering();
  if (before.on !== null && tagOf(el) !== 'a') {
    tellLater(tellDeed('turned', el), () => onOrOff(el));
    return;
  }
  const looks = PRESSED.has(roleOf(el)) || looksPressable(el);
  tellLater(tellDeed('pressed', el), () => {
    if (!looks && changes === before.changes) return 'nothing';
    return looks && !addressOf(el) && hasChanged(el, before) ? 'changed' : null;
  });
}

/** @param {Element} el */
function onOrOff(el) {
  const { on } = stateOf(el);
  return on === null ? null : on ? 'on' : 'off';
}

/** Whether a press led nowhere and changed what it was on: its own name, and nothing else to press on the page.
 * @param {Element} el @param {{name: string, things: Element[]}} before */
function hasChanged(el, before) {
  if (hasAttribute(el, 'aria-expanded') || hasAttribute(el, 'aria-haspopup') || !el.isConnected || !isInSight(el)) return false;
  const now = controlsInSight();
  const same = now.length === before.things.length && now.every((one, at) => one === before.things[at]);
  return same && calledOf(el) !== before.name;
}

const controlsInSight = () => queryAll(document, CONTROL).filter((el) => isRendered(el, { visibilityProperty: true }));

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
  else if (isTag(el, 'input') && inputType(el) === 'file') tellDeed('attached', el);
  else tellTyped(el);
}

/** What was typed is told with it, unless the field is for a secret by anything it says of itself. @param {Element} el */
function tellTyped(el) {
  const facts = factsOf(el);
  const labels = facts.labels.map((text) => bare(text));
  const secret = facts.masked || facts.type === 'password' || /password|one-time|\bcc-/.test(facts.autocomplete) ||
    labels.some((text) => SECRET_WORDS.test(text)) || facts.idents.some(isSecretIdent);
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

/** @param {Element} list @returns {PickTold | null} */
function chosenOf(list) {
  const option = queryAll(list, 'option').find((one) => isA(one, 'HTMLOptionElement') && isChosen(one));
  return option ? pickOf(option) : null;
}

/** A form that was sent without any button. @param {SubmitEvent} event */
function onSubmit(event) {
  if (!event.isTrusted || event.submitter || !isA(event.target, 'Element')) return;
  const field = focused();
  tellDeed('sent', isTypedInto(field) ? field : event.target);
}

const QUIET = { capture: true, passive: true };
addEventListener('click', onPress, QUIET);
addEventListener('auxclick', onOther, QUIET);
addEventListener('change', onChange, QUIET);
addEventListener('focusout', (event) => {
  const el = innermost(event);
  if (event.isTrusted && el && isEdited(el, attribute(el, 'role')) && spaced(contentOf(el))) tellTyped(el);
}, QUIET);
addEventListener('submit', onSubmit, QUIET);
new MutationObserver((list) => { changes += list.length; }).observe(document, { subtree: true, childList: true, attributes: true });
if (navigator.userActivation.hasBeenActive) send({ type: 'aside', what: 'what was done on a new page before it was watched' });
