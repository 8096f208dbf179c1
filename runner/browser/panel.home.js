/*
 * Where in the document the panel lives, that it stays there on top of everything, and whether a person can see it. The
 * page may remove it, cover it, or name its own things like the document's: nothing here trusts what the page calls them.
 */

const MOST_MOVES = 6; // a second, so that a page that moves it away again and again does not keep us busy
const UNSEEN_MS = 700; // Chromium needs a tenth of a second and more to say that the panel can be seen
const STEADY_MS = 300; // it is asked ten times a second, and a page may cover and uncover more often than that
/** Whether nothing is drawn over the panel, not even what lets clicks through, and since when; what was done about it. */
const seen = { visible: false, since: 0, raised: 0, tries: 0 };

// The page's own things, read past the names it has given them.
const at = caller(Document.prototype, 'elementFromPoint');
/** @type {(doc: Document, kinds: string) => NodeListOf<Element>} */
const all = caller(Document.prototype, 'querySelectorAll');
const bodyOf = reader(Document.prototype, 'body');
const rootOf = reader(Document.prototype, 'documentElement');
const fullOf = reader(Document.prototype, 'fullscreenElement');
const activeOf = reader(Document.prototype, 'activeElement');
const loading = reader(Document.prototype, 'readyState');
const visibility = reader(Document.prototype, 'visibilityState');
const shadowOf = reader(Element.prototype, 'shadowRoot');
const tagOf = reader(Element.prototype, 'localName');
/** @type {(node: Element, kinds: string) => Element | null} */
const closest = caller(Element.prototype, 'closest');
const matches = caller(Element.prototype, 'matches');
const rectOf = caller(Element.prototype, 'getBoundingClientRect');
const append = caller(Element.prototype, 'append');
const upFrom = reader(Node.prototype, 'parentElement');
const treeOf = caller(Node.prototype, 'getRootNode');
const hear = caller(EventTarget.prototype, 'addEventListener');

/** The element whose shadow tree a node stands in; null where it stands in none. @param {Node} node @returns {Element | null} */
const hostAround = (node) => /** @type {Partial<ShadowRoot>} */ (treeOf(node)).host ?? null;

/** What is topmost at a point, looking into open shadow roots. @param {number} x @param {number} y */
function topmost(x, y) {
  let found = at(document, x, y);
  for (let deeper = /** @type {Element | null | undefined} */ (found); deeper; deeper = shadowOf(deeper)?.elementFromPoint(x, y)) {
    if (found && shadowOf(deeper) && shadowOf(deeper) === treeOf(found)) break; // a root that has nothing there names its host
    found = deeper;
  }
  return found;
}

/** Everything outside an open modal dialog or a full screen element is dead, so the panel has to live in it. @param {Element | null} over */
function home(over) {
  const modal = (over && closest(over, 'dialog:modal')) ?? [...all(document, 'dialog:modal')].pop();
  const full = fullOf(document);
  const hollow = full && matches(full, 'iframe, video, img, canvas, object, embed');
  return modal ?? (hollow ? null : full) ?? rootOf(document);
}

/** Whether the panel is in its place, above everything, and can be pressed. @param {Element | null} over */
function settled(over) {
  return host.isConnected && host.matches(':popover-open') && (over === host || over === null)
    && host.getAttributeNames().length === 2 && card.getClientRects().length > 0;
}

/** Whether a person can see the panel and press it; while the page fights over the top, what they see is not sure. */
function well() {
  const { x, y, width, height } = rectOf(card);
  const steady = seen.visible && performance.now() - Math.max(seen.since, seen.raised) > STEADY_MS;
  return !now.view || (steady && now.moves < MOST_MOVES && settled(topmost(x + width / 2, y + height / 2)));
}

/** The same, for whoever asks; unsure while Chromium has not said for long enough that it can, nor that it cannot: it says
 * so with the next frames, and a busy page draws few. @returns {PanelAnswers['well']} */
function howWell() {
  if (visibility(document) !== 'visible') return 'elsewhere';
  if (well()) return 'well';
  if (loading(document) === 'loading') return 'unsure';
  const { x, y, width, height } = rectOf(card);
  const told = seen.since > seen.raised && !seen.visible;
  return told || now.moves >= MOST_MOVES || !settled(topmost(x + width / 2, y + height / 2)) ? 'hidden' : 'unsure';
}

/** Looks whether the page has removed, covered or disabled the panel, and puts that right a few times a second. */
function check() {
  if (!now.view || stage.classList.contains('veiled') || now.drag) return;
  if (!bodyOf(document) && loading(document) === 'loading') return;
  const { x, y, width, height } = card.getBoundingClientRect();
  const over = width ? topmost(x + width / 2, y + height / 2) : topmost(innerWidth / 2, innerHeight / 2);
  // Playwright's own glass pane, while the person points at something.
  const hidden = visibility(document) === 'visible' && !seen.visible && performance.now() - seen.raised > UNSEEN_MS;
  if (hidden && settled(over) && seen.tries < MOST_MOVES) seen.tries += 1;
  else if (settled(over) || (over && tagOf(over).startsWith('x-pw-')) || now.moves >= MOST_MOVES) return;
  now.moves += 1;
  raise((over === host && /** @type {Element | null} */ (host.parentNode)) || home(over));
}

/** Moves the panel to its home and on top of the top layer, and gives the focus back if it had it. @param {Element} place */
function raise(place) {
  const focused = focusedIn();
  for (const name of host.getAttributeNames()) if (!['popover', 'data-optout'].includes(name)) host.removeAttribute(name);
  host.popover = 'manual';
  if (host.matches(':popover-open')) host.hidePopover();
  if (host.parentNode !== place) append(place, host);
  host.showPopover();
  focused?.focus({ preventScroll: true });
  seen.raised = performance.now();
  listen();
}

/** Something of the page has gone into the top layer, over the panel: also where a click would go through it. @param {Event} event */
function onOver(event) {
  if (event.target !== host && 'newState' in event && event.newState === 'open' && now.view && now.moves < MOST_MOVES) {
    now.moves += 1;
    raise(home(null));
  } else soon();
}

/** Chromium's own word on whether anything is drawn over the panel. @param {IntersectionObserverEntry[]} entries */
function onSight(entries) {
  seen.visible = entries[entries.length - 1].isVisible;
  seen.since = performance.now();
  if (seen.visible) seen.tries = 0;
}
