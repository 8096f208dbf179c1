// Tells the runner *that* something on the page may have changed, and *that* the person has done something there, never
// what: so that waiting costs nothing while nothing happens, and what a page does by itself is not taken for theirs. Beside
// that it tells of a hand on something that can be pressed (the moment, never what is typed), and of a form that is being
// sent (where to, never what). Runs in an isolated world of every frame; the page sees neither this nor the binding.

(() => {
  const QUIET_MS = 50; // the least time between two tellings, so that a restless page does not keep us busy
  const ROOTS_MS = 500; // the least time between two searches for new shadow roots
  const EVENTS = ["input", "change", "toggle", "transitionend", "animationend", "animationstart", "load", "click"];

  let due = 0;
  let last = 0;
  let searched = 0;
  const observed = new WeakSet();

  /** @param {Noticed} message */
  const say = (message) => optoutChanged(JSON.stringify(message));

  const tell = () => {
    due = 0;
    last = performance.now();
    say({ type: "changed" });
  };

  const changed = () => {
    if (performance.now() - searched > ROOTS_MS) findRoots(document);
    if (!due) due = setTimeout(tell, Math.max(0, last + QUIET_MS - performance.now()));
  };

  /** A hand on the page: a real pointer or key, or a press by a reader's own means, which has neither; not on our panel.
   * @param {Event} event */
  const acted = (event) => {
    if (!event.isTrusted || (event.type === "click" && !navigator.userActivation.isActive)) return;
    const { target } = event;
    if (target instanceof Element && target.hasAttribute("data-optout")) return;
    say({ type: "acted" });
  };

  const observer = new MutationObserver(changed);

  /** @param {Document | ShadowRoot} root */
  function observe(root) {
    if (observed.has(root)) return;
    observed.add(root);
    EventTarget.prototype.addEventListener.call(root, "formdata", sends, { capture: true });
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    findRoots(root);
  }

  /** Open shadow roots keep their changes to themselves unless observed one by one. @param {Document | ShadowRoot} within */
  function findRoots(within) {
    searched = performance.now();
    const { querySelectorAll } = (within === document ? Document : DocumentFragment).prototype; // see read.js
    for (const element of querySelectorAll.call(within, "*")) {
      if (element.shadowRoot instanceof ShadowRoot) observe(element.shadowRoot);
    }
  }

  const CONTROLS = "a,area,button,input,select,textarea,label,summary,option,[role],[onclick],[tabindex],[contenteditable]";
  const { matches } = Element.prototype;

  /** A press on bare page sends nothing, and one on our own panel is an answer to us. @param {Event} event */
  function isOnControl(event) {
    const path = event.composedPath().filter((one) => one instanceof Element);
    if (path.some((one) => matches.call(one, "[data-optout]"))) return false;
    return path.some((one) => matches.call(one, CONTROLS)) || (path[0] && getComputedStyle(path[0]).cursor === "pointer");
  }

  /** @param {Event} event */
  function touched(event) {
    const counts = event.type !== "keydown" || /** @type {KeyboardEvent} */ (event).key === "Enter";
    if (event.isTrusted && counts && isOnControl(event)) say({ type: "touched", at: event.timeStamp });
  }

  /** @param {Event} event */
  function sends(event) {
    /** Past what the form's fields are called, see read.js. @param {'method' | 'action'} name @returns {string} */
    const read = (name) => Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, name)?.get?.call(event.target);
    if (read("method") === "get") say({ type: "form", to: read("action").split(/[?#]/)[0] });
  }

  observe(document);
  for (const name of ["pointerdown", "click", "keydown"]) addEventListener(name, touched, { capture: true, passive: true });
  for (const name of EVENTS) addEventListener(name, changed, { capture: true, passive: true });
  for (const name of ["pointerdown", "keydown", "click", "drop"]) addEventListener(name, acted, { capture: true, passive: true });
  changed();
})();
