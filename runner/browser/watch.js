// Tells the runner *that* something on the page may have changed, never what: so that waiting costs nothing while
// nothing happens. Runs in an isolated world of every frame; the page sees neither this nor the binding.

(() => {
  const QUIET_MS = 50; // the least time between two tellings, so that a restless page does not keep us busy
  const ROOTS_MS = 500; // the least time between two searches for new shadow roots
  const EVENTS = ["input", "change", "toggle", "transitionend", "animationend", "animationstart", "load", "click"];

  let due = 0;
  let last = 0;
  let searched = 0;
  const observed = new WeakSet();

  const tell = () => {
    due = 0;
    last = performance.now();
    optoutChanged("");
  };

  const changed = () => {
    if (due) return;
    due = setTimeout(tell, Math.max(0, last + QUIET_MS - performance.now()));
    if (performance.now() - searched > ROOTS_MS) findRoots(document);
  };

  const observer = new MutationObserver(changed);

  /** @param {Document | ShadowRoot} root */
  function observe(root) {
    if (observed.has(root)) return;
    observed.add(root);
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

  observe(document);
  for (const name of EVENTS) addEventListener(name, changed, { capture: true, passive: true });
  changed();
})();
