// @ts-check
// Which thing the pointer was moved over to unfold what is pressed then, while a flow is recorded.
// A thing counts as unfolded where it could not be seen before the pointer came to the other one, and both belong together.

const LEVELS = 4; // how far up the page a menu and what opens it have their common part
/** @type {{over: Element, seen: Set<Element>}[]} the things the pointer came to since the last press, each with what was to be
 * seen just before */
let passed = [];
/** @type {Set<Element>} */
let inSight = new Set();

const HOSTS_FOR_MS = 250; // for so long the page's shadow roots are known: the pointer passes over many things in that time
/** @type {ShadowRoot[]} */
let shadowRoots = [];
let rootsAt = -HOSTS_FOR_MS;

/** @param {string} css @returns {Element[]} what fits it on the whole page, also inside shadow roots */
function everywhere(css) {
  if (performance.now() - rootsAt >= HOSTS_FOR_MS) {
    shadowRoots = rootsIn(document);
    rootsAt = performance.now();
  }
  return [document, ...shadowRoots].flatMap((root) => queryAll(root, css));
}

/** @param {Root} root @returns {ShadowRoot[]} */
const rootsIn = (root) => queryAll(root, '*').flatMap((el) => {
  const inner = shadowOf(el);
  return inner ? [inner, ...rootsIn(inner)] : [];
});

/** @returns {Set<Element>} */
const controlsSeen = () => new Set(everywhere(CONTROL).filter((el) => isRendered(el, { visibilityProperty: true, opacityProperty: true })));

/** @param {Event} event */
function onOver(event) {
  const from = event.composedPath()[0];
  if (!event.isTrusted || !isA(from, 'Element')) return;
  const over = nearest(from, (one) => PRESSED.has(roleOf(one)) || hasAttribute(one, 'aria-haspopup') || hasAttribute(one, 'tabindex'));
  if (over && passed.at(-1)?.over === over) return;
  if (over) passed.push({ over, seen: inSight });
  inSight = controlsSeen();
}

/** @param {Element} el what is pressed @returns {Element | null} what had to be hovered for it, or null */
function unfoldedBy(el) {
  const opener = passed.findLast((one) => !one.seen.has(el) && !holds(one.over, el) && !holds(el, one.over) && belong(one.over, el));
  return opener ? opener.over : null;
}

/** @param {Element} opener @param {Element} el */
function belong(opener, el) {
  if (hasAttribute(opener, 'aria-haspopup') || hasAttribute(opener, 'aria-controls')) return true;
  let [outer, more] = [above(opener), LEVELS];
  for (; outer && more > 0 && !['body', 'main', 'html'].includes(tagOf(outer)); outer = above(outer), more -= 1) {
    if (holds(outer, el)) return true;
  }
  return false;
}

function forgetHovering() {
  passed = [];
  setTimeout(() => { inSight = controlsSeen(); }, 0);
}

addEventListener('mouseover', onOver, { capture: true, passive: true });
addEventListener('DOMContentLoaded', () => { inSight = controlsSeen(); });
inSight = document.documentElement ? controlsSeen() : inSight;
