// @ts-check
// An element goes from one world of the engine to another by an event: they have the page's elements in common, and no
// script of the page knows what that event is called.

/** @type {Map<string, Element>} */
const carried = new Map();

/** The element that an event of this name is at is known by that name. @param {string} name */
function expectCarried(name) {
  addEventListener(name, (event) => {
    const [met] = event.composedPath();
    if (isA(met, 'Element')) carried.set(name, met);
    event.stopImmediatePropagation();
  }, { capture: true, once: true });
  return true;
}

/** Whether it went: from a closed shadow root none would come as itself. @param {Element} el @param {string} name */
function carry(el, name) {
  for (let root = rootNode(el); isA(root, 'ShadowRoot'); root = rootNode(root.host)) if (root.mode === 'closed') return false;
  return EventTarget.prototype.dispatchEvent.call(el, new CustomEvent(name, { composed: true }));
}

/** What has come under a name, once. @param {string} name @returns {Element | null} */
function takeCarried(name) {
  const el = carried.get(name) ?? null;
  carried.delete(name);
  return el;
}
