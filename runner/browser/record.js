// @ts-check
// Tells what the person does on a page, while a flow is recorded: which control, never what was typed into it.
// Joined to the engine's files, in an isolated world of every frame; the page sees neither this nor the binding.

const STATE_AFTER_MS = 600; // a switch made by a script shows its new state a moment after the press
const SECRET_FIELD = 'input[type=password], input[autocomplete~="one-time-code"], input[autocomplete~="current-password"], ' +
  'input[autocomplete~="new-password"]';

/** Whether a login, or something as private, is going on here: then nothing but that is told. */
function isPrivate() {
  return queryAll(document, SECRET_FIELD).some((el) => isInSight(el));
}

/** @param {string} done @param {any} el @param {object} more */
function tellDeed(done, el, more = {}) {
  const deed = isPrivate() ? { done: 'secret' } : { done, pick: pickOf(el), facts: factsOf(el), ...more };
  /** @type {any} */ (globalThis).optoutDid(JSON.stringify({ url: document.URL, ...deed }));
}

/** @param {any} event @returns {any} */
const origin = (event) => event.composedPath()[0];

/** A press of what is neither typed into nor chosen from; those tell themselves by a change. @param {any} event */
function onPress(event) {
  if (!event.isTrusted || event.button || !isA(origin(event), 'Element')) return;
  const el = meantBy(origin(event));
  const tag = tagOf(el);
  if (['input', 'select', 'textarea', 'option', 'html', 'body'].includes(tag) && !['submit', 'image', 'button'].includes(el.type)) return;
  if (isEdited(el, roleOf(el)) || !(PRESSED.has(roleOf(el)) || looksPressable(el))) return;
  if (stateOf(el).on === null || tag === 'a') return tellDeed('pressed', el);
  return setTimeout(() => tellDeed('turned', el, { on: stateOf(el).on }), STATE_AFTER_MS);
}

/** @param {any} event */
function onChange(event) {
  const el = origin(event);
  if (!event.isTrusted || !isA(el, 'Element')) return;
  if (tagOf(el) === 'select') return tellDeed('chose', el, { option: chosenOf(el) });
  if (tagOf(el) === 'input' && ['checkbox', 'radio'].includes(inputType(el))) return tellDeed('turned', el, { on: isChecked(el) });
  return tellDeed(tagOf(el) === 'input' && inputType(el) === 'file' ? 'attached' : 'typed', el);
}

/** @param {any} list @returns {Record<string, unknown> | null} */
function chosenOf(list) {
  const option = queryAll(list, 'option').find((one) => isChosen(one));
  return option ? pickOf(option) : null;
}

/** Enter in a field sends a form without any press. @param {any} event */
function onSubmit(event) {
  if (event.isTrusted && !event.submitter) tellDeed('sent', event.target);
}

addEventListener('click', onPress, { capture: true, passive: true });
addEventListener('change', onChange, { capture: true, passive: true });
addEventListener('focusout', (event) => {
  const el = origin(event);
  if (event.isTrusted && isA(el, 'Element') && isEdited(el, attribute(el, 'role')) && spaced(contentOf(el))) tellDeed('typed', el);
}, { capture: true, passive: true });
addEventListener('submit', onSubmit, { capture: true, passive: true });
