// @ts-check
// Holds back what a page's own scripts would send while the runner presses something: the guard cannot see what a
// listener does, so this is the second line. It ends by itself, so that the person's own Submit is never held.

const HOLD_MS = 3000;

/** @type {{held: boolean, end: () => void} | null} */
let holding = null;

/** From now on no form is sent but the one the pressed control belongs to, which the guard has allowed.
 * @param {any} el */
function startHold(el) {
  endHold();
  const { native } = activated(el);
  const allowed = native && submits(native) ? formOf(native) : null;
  const state = { held: false, end: () => {} };
  const stop = (/** @type {any} */ event) => {
    const form = sentForm(event);
    if (form === null || (allowed !== null && form === allowed)) return;
    state.held = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const { navigation } = /** @type {any} */ (globalThis);
  const timer = setTimeout(endHold, HOLD_MS);
  state.end = () => {
    clearTimeout(timer);
    removeEventListener('submit', stop, true);
    navigation?.removeEventListener('navigate', stop);
  };
  addEventListener('submit', stop, true);
  navigation?.addEventListener('navigate', stop);
  holding = state;
}

/** @returns {boolean} whether anything was held back */
function endHold() {
  const held = holding !== null && holding.held;
  holding?.end();
  holding = null;
  return held;
}

/** The form an event sends, true where it does not say which, null for none. @param {any} event @returns {any} */
function sentForm(event) {
  if (event.type === 'submit') return event.target;
  const source = event.sourceElement;
  if (isA(source, 'HTMLFormElement')) return source;
  if (source && submits(source)) return formOf(source) || true;
  return event.formData ? true : null;
}
