// @ts-check
// Holds back what a page's own scripts would send while the runner presses something: the guard cannot see what a
// listener does, so this is the second line.

/** @type {{held: boolean, end: () => void} | null} */
let holding = null;

/** From now on no form is sent but the one the pressed control belongs to, which the guard has allowed.
 * @param {Element} el */
function startHold(el) {
  endHold();
  const { native } = activated(el);
  const allowed = native && submits(native) ? formOf(native) : null;
  const state = { held: false, end: () => {} };
  const stop = (/** @type {SubmitEvent | NavigateEvent} */ event) => {
    const form = sentForm(event);
    if (form === null || (allowed !== null && form === allowed)) return;
    state.held = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const { navigation } = globalThis;
  state.end = () => {
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

/** The form an event sends, true where it does not say which, null for none.
 * @param {SubmitEvent | NavigateEvent} event @returns {EventTarget | true | null} */
function sentForm(event) {
  if (event.type === 'submit') return event.target;
  const { sourceElement: source, formData } = /** @type {NavigateEvent} */ (event);
  if (isA(source, 'HTMLFormElement')) return source;
  if (source && submits(source)) return formOf(source) || true;
  return formData ? true : null;
}
