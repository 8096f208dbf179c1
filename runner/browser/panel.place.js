/*
 * Where the panel stands: where the person wants it, but never over what they work in (panel.work.js). It docks where the
 * page is free, else folds to a strip that keeps the question and its main button, for which the page is scrolled.
 *
 * Why in the page, and not in a narrow window beside it: both were tried. Chromium gives a window of its own no less than 500
 * px of width and 87 of bars, so beside it a page of 1366 px shrinks to a narrower design than the one the flow was written
 * for; it takes the focus, is a page of the context, cannot be placed under Wayland, and is not to be seen when headless.
 * Why a spacer in our own shadow tree: it lets the page's end be scrolled out from under the strip, and no style of the
 * page's is touched for that.
 */

/** @typedef {{folded: boolean, width: number}} Shape width: px the panel would like; 0: as wide as its words */

/** @type {Shape[]} */
const CARDS = [{ folded: false, width: 364 }, { folded: false, width: 300 }];
/** @type {Shape[]} */
const STRIPS = [{ folded: true, width: 640 }, { folded: true, width: 960 }, { folded: true, width: 420 }, { folded: true, width: 300 },
  { folded: true, width: 220 }];
const PILL = { folded: true, width: 0 };
const SOON_MS = 60;
const SETTLED_MS = 150; // pages change class and style many times a second while something moves
const HANDS_ON_MS = 500; // nothing moves away under a hand
const GRID = 32; // px between places that are tried
/** `held`: the person has put it there; `opened`: they have opened the strip; both until there is news.
 * @type {{key: string, held: boolean, opened: boolean, timer: number, touched: number, shape: Shape,
 *   guard: IntersectionObserver | null, watched: Set<Element>}} */
const placing = { key: '', held: false, opened: false, timer: 0, touched: 0, shape: CARDS[0], guard: null, watched: new Set() };

// ── Deciding ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {View | null} view */
const keyOf = (view) => `${view?.question?.id ?? ''} ${ringed.count}`;

/** Sets the place anew, or leaves it where it is good; with news the page may be scrolled for it. */
function arrange() {
  const key = keyOf(now.view);
  const isNews = key !== placing.key;
  if (isNews) Object.assign(placing, { key, held: false, opened: false });
  if (!now.view?.question) spacer.hidden = true;
  if (stage.classList.contains('viewing') || placing.held) return put(now.placed, placing.shape);
  const question = now.view?.question ?? null;
  const work = workOf(question);
  watch(work);
  if (!question && !work.length) return put(now.placed, now.placed.folded ? PILL : CARDS[0]);
  if (!isNews && staysGood(work)) return guard(work);
  const spot = find(work, shapesFor(question), isNews && Boolean(question));
  put(spot, spot.shape);
  return guard(work);
}

/** @param {Asked | null} question @returns {Shape[]} most wanted first */
function shapesFor(question) {
  const strips = question ? STRIPS : [PILL];
  if (placing.opened) return CARDS;
  return now.placed.folded ? strips : [...CARDS, ...strips];
}

/** Whether it need not move: nothing lies under it, and it is not smaller than it might be. @param {Piece[]} work */
function staysGood(work) {
  if (placing.shape.folded && !now.placed.folded && now.view?.question) return false;
  return isFree(cardRect(), work.map(({ box }) => box));
}

/** @typedef {{x: number, y: number, cost: number, shape: Shape}} Spot   x and y are shares of the room there is */

/** The best place there is for these shapes. @param {Piece[]} work @param {Shape[]} shapes @param {boolean} mayScroll @returns {Spot} */
function find(work, shapes, mayScroll) {
  const soft = now.view?.question ? [...controlsOf(), ...thingsIn({ node: bodyOf(document) ?? rootOf(document), box: sight() })] : [];
  const boxes = work.map(({ box }) => box);
  const isRead = now.view?.question?.about === 'review' && !work.length;
  const free = firstOf(isRead ? shapes : shapes.filter(({ folded }) => !folded), [...boxes, ...soft], [])
    ?? (isRead ? null : firstOf(shapes, boxes, soft));
  if (free) return free;
  if (mayScroll && !placing.opened && scrollFor(work)) return find(workOf(now.view?.question ?? null), shapes, false);
  const main = work.filter((piece) => piece.main);
  const strips = shapes.some(({ folded }) => folded) ? shapes.filter(({ folded }) => folded) : shapes;
  const things = (main.length ? main : work).flatMap(thingsIn);
  return (main.length && main.length < work.length && firstOf(shapes, main.map(({ box }) => box), soft))
    || firstOf(strips, things, soft) || leastOf(strips, things, main);
}

/** @param {Shape[]} shapes @param {Rect[]} hard @param {Rect[]} soft @returns {Spot | null} */
function firstOf(shapes, hard, soft) {
  for (const shape of shapes) {
    const spot = spotFor(shape, hard, soft);
    if (spot) return spot;
  }
  return null;
}

/** Where nothing is free: over what matters least. The field last used and what sends it matter most.
 * @param {Shape[]} strips @param {Rect[]} things @param {Piece[]} main @returns {Spot} */
function leastOf(strips, things, main) {
  const dear = [activeOf(document), last.field].filter((node) => node !== null)
    .filter((node) => node !== bodyOf(document) && node !== host).map((node) => boxIn(node)).filter((box) => box !== null);
  const sends = main.flatMap(({ node }) => [...queryIn(node, SENDS)]).map((node) => boxIn(node)).filter((box) => box !== null);
  if (ringed.avoid) dear.push(ringBox());
  const weighed = [...things, ...Array(9).fill(sends).flat(), ...Array(19).fill(dear).flat()];
  const spots = strips.map((shape) => spotFor(shape, [], weighed)).filter((spot) => spot !== null);
  return spots.reduce((best, spot) => (spot.cost < best.cost ? spot : best));
}

// ── Measuring ───────────────────────────────────────────────────────────────────────────────────────────────────────

const marginOf = () => parseFloat(getComputedStyle(stage).getPropertyValue('--m'));
/** @param {Rect} rect @param {Rect[]} boxes */
const isFree = (rect, boxes) => boxes.every((box) => apart(rect, box));

function cardRect() {
  const { left, top, right, bottom } = rectOf(card);
  return { left, top, right, bottom };
}

/** The best free place for one shape, or null. @param {Shape} shape @param {Rect[]} hard stays clear of these @param {Rect[]} soft rather of these
 * @returns {Spot | null} */
function spotFor(shape, hard, soft) {
  const [width, height] = measure(shape);
  const margin = marginOf();
  const [roomX, roomY] = [viewport.offsetWidth - width - 2 * margin, viewport.offsetHeight - height - 2 * margin];
  /** @type {[number, number]} */
  const wish = [margin + now.placed.x * Math.max(0, roomX), margin + now.placed.y * Math.max(0, roomY)];
  /** @param {number} size @param {keyof Rect} from @param {keyof Rect} to */
  const beside = (size, from, to) => hard.slice(0, 40).flatMap((box) => [box[from] - size - GAP, box[to] + GAP]);
  const lefts = along(roomX, margin, beside(width, 'left', 'right'), wish[0]);
  const tops = along(roomY, margin, beside(height, 'top', 'bottom'), wish[1]);
  /** @type {{left: number, top: number, cost: number} | null} */
  let best = null;
  for (const left of lefts) {
    for (const top of tops) {
      const rect = { left, top, right: left + width, bottom: top + height };
      if (!isFree({ left: left - GAP + 1, top: top - GAP + 1, right: rect.right + GAP - 1, bottom: rect.bottom + GAP - 1 }, hard)) continue;
      const cost = costOf(rect, soft, wish);
      if (!best || cost < best.cost) best = { left, top, cost };
    }
  }
  /** @param {number} at @param {number} room */
  const share = (at, room) => (room > 0 ? Math.min(1, Math.max(0, (at - margin) / room)) : 1);
  return best && { x: share(best.left, roomX), y: share(best.top, roomY), cost: best.cost, shape };
}

/** Places to try along one side: as wished, beside what is to stay clear, at the ends, and some between.
 * @param {number} room @param {number} margin @param {number[]} beside @param {number} wish */
function along(room, margin, beside, wish) {
  const end = margin + Math.max(0, room);
  const between = Array.from({ length: Math.floor(Math.max(0, room) / GRID) }, (_, at) => margin + at * GRID);
  const rest = [margin, end, ...beside, ...between].filter((at) => at >= margin && at <= end);
  return [wish, ...new Set(rest.map(Math.round))];
}

/** @param {Rect} rect @param {Rect[]} soft @param {[number, number]} wish of left and top */
function costOf(rect, soft, [left, top]) {
  const size = areaOf(rect) || 1;
  const covered = soft.reduce((sum, box) => sum + areaOf(meet(rect, box)), 0) / size;
  const far = Math.hypot(rect.left - left, rect.top - top) / Math.hypot(viewport.offsetWidth, viewport.offsetHeight);
  return 4 * covered + far;
}

/** @param {Shape} shape @returns {[number, number]} how large the card is in it */
function measure({ folded, width }) {
  stage.style.setProperty('--w', width ? `${width}px` : 'max-content');
  stage.classList.toggle('folded', folded);
  return [card.offsetWidth, card.offsetHeight];
}

/** @param {{x: number, y: number}} spot @param {Shape} shape */
function put({ x, y }, shape) {
  card.style.setProperty('--x', String(x));
  card.style.setProperty('--y', String(y));
  placing.shape = shape;
  measure(shape);
  paintFolded(shape.folded);
}

// ── Making room ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Scrolls what the question is about out of the strip's way, its end first; whether that moved anything. @param {Piece[]} work */
function scrollFor(work) {
  const { node } = work.find((piece) => piece.main && piece.node !== ring && !pinOf(piece.node)) ?? {};
  if (!node) return false;
  const [, height] = measure(STRIPS[0]);
  const pinned = work.filter((piece) => pinOf(piece.node)).map(({ box }) => box);
  const bars = pinned.filter(({ top }) => top > viewport.offsetHeight / 2).map(({ top }) => top - GAP);
  const floor = Math.min(viewport.offsetHeight - marginOf(), ...bars);
  const wanted = rectOf(node).bottom + 2 * GAP - (floor - height);
  const shown = ringed.avoid ? ringBox().top - GAP : Infinity;
  const down = Math.ceil(Math.min(wanted, Math.max(0, shown)));
  return down > 0 && scrollDown(node, down);
}

/** @param {Element} node @param {number} down px */
function scrollDown(node, down) {
  const scroller = scrollerOf(node);
  const before = rectOf(node).top;
  if (scroller) scrollIn(scroller, { top: down, behavior: 'instant' });
  else {
    const page = rootOf(document);
    if ([page, bodyOf(document)].some((one) => one && ['hidden', 'clip'].includes(styleOf(one).overflowY))) return false;
    const lacking = scrollY + down + viewport.offsetHeight - fullHeight(page);
    if (lacking > 0) {
      Object.assign(spacer.style, { top: `${fullHeight(page)}px`, height: `${lacking}px` });
      spacer.hidden = false;
    }
    scrollBy({ top: down, behavior: 'instant' });
  }
  return Math.abs(rectOf(node).top - before) >= 1;
}

const fullHeight = reader(Element.prototype, 'scrollHeight');
const seenHeight = reader(Element.prototype, 'clientHeight');
const scrollIn = /** @type {(scroller: Element, to: ScrollToOptions) => void} of its two forms */ (
  /** @type {unknown} */ (caller(Element.prototype, 'scrollBy')));

/** @param {Element} node */
function scrollerOf(node) {
  for (let up = upFrom(node); up && up !== bodyOf(document) && up !== rootOf(document); up = upFrom(up)) {
    if (fullHeight(up) > seenHeight(up) + 1 && ['auto', 'scroll'].includes(styleOf(up).overflowY)) return up;
  }
  return null;
}

// ── Noticing ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Places the panel anew in a moment, unless the person has their hand on it: then a little later. */
function later(ms = SOON_MS) {
  if (placing.timer || !(now.view?.question || ringed.avoid)) return;
  placing.timer = setTimeout(() => {
    placing.timer = 0;
    if (!(now.view?.question || ringed.avoid)) return; // meanwhile a press follows where the ring was
    if (performance.now() - placing.touched < HANDS_ON_MS || now.drag) later(HANDS_ON_MS);
    else if (now.view) arrange();
  }, ms);
}

const sizes = new ResizeObserver(() => later());
const changing = new MutationObserver(() => later(SETTLED_MS));
const CHANGES = { subtree: true, childList: true, attributes: true,
  attributeFilter: ['open', 'class', 'style', 'hidden', 'role', 'aria-hidden', 'aria-modal', 'popover'] };

/** Hears of every change that could bring something of the page under the panel, as long as that matters. @param {Piece[]} work */
function watch(work) {
  const page = rootOf(document); // which a document that has only begun does not have yet
  const nodes = new Set([card, ...(page ? [page] : []), ...work.map(({ node }) => node)]);
  for (const node of placing.watched) if (!nodes.has(node)) sizes.unobserve(node);
  for (const node of nodes) if (!placing.watched.has(node)) sizes.observe(node);
  placing.watched = nodes;
  changing.disconnect();
  if (now.view?.question) changing.observe(document, CHANGES);
}

/** Hears from Chromium itself when a piece of the work comes under the panel, whatever has moved it there. @param {Piece[]} work */
function guard(work) {
  placing.guard?.disconnect();
  const { left, top, right, bottom } = cardRect();
  const sides = [top, innerWidth - right, innerHeight - bottom, left].map((side) => `${-Math.max(0, Math.ceil(side))}px`);
  const already = new Set(work.filter(({ box }) => !apart(cardRect(), box)).map(({ node }) => node));
  const guarding = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting && !already.has(entry.target))) later();
  }, { root: document, rootMargin: sides.join(' ') });
  for (const { node } of work) if (node !== ring && treeOf(node) === document) guarding.observe(node);
  placing.guard = guarding;
}

/** @type {Record<string, (event: Event) => void>} */
const NOTICED = {
  scroll: () => later(), focusin: () => later(), transitionend: () => later(),
  resize: () => { placing.key = ''; later(); }, // also a zoom: it is news
  animationend: () => later(), input: (event) => used(event), change: (event) => used(event) };

/** @param {Event} event */
function used(event) {
  const [node] = event.composedPath();
  if (node !== host && node instanceof Element && matches(node, FIELDS)) last.field = node;
}

/** Listeners that only look; they come back after document.open() like the others. */
function notice() {
  for (const [type, does] of Object.entries(NOTICED)) addEventListener(type, does, { capture: true, passive: true });
}
