// @ts-check
// The first candidate, in written order, that is visible and there once.

/**
 * @typedef {{el: Element, at: Element, label: string}} Seen a hit that is drawn, and what is drawn of it
 * @typedef {{level: number, seen: Seen[]}} Best how well a name fits at best, and what it is there
 * @typedef {{candidate: number, name: number, part: boolean} & Best} Finding what one name of one candidate means
 */

const MOST_SEEN = 100;
const MOST_TOLD = 9; // of several: as many as a person can be shown by number

/** @param {Page} page @param {PlainCandidate[]} target @returns {Finding[]} in written order, whole names first */
function findingsOf(page, target) {
  /** @type {Finding[][]} */
  const tiers = [[], []];
  target.forEach((candidate, at) => {
    const where = placeOf(page, candidate);
    hitsOf(page, candidate).forEach((hits, name) => {
      const inside = where ? hits.filter((hit) => where(hit.el)) : hits;
      tiers.forEach((tier, part) => {
        const best = bestSeen(page, candidate, inside.filter((hit) => (hit.level >= PART) === (part === 1)));
        if (best) tier.push({ candidate: at, name, part: part === 1, ...best });
      });
    });
  });
  return tiers.flat();
}

/** @param {Page} page @param {PlainCandidate} candidate @returns {((el: Element) => boolean) | null} whether it lies `within` */
function placeOf(page, candidate) {
  if (!candidate.within) return null;
  const around = new Set(everyMatch(page, candidate.within));
  return (el) => nearest(el, (one) => around.has(one)) !== null && !around.has(el);
}

/** All that a target could mean, at its best: whole names if any fits, else parts.
 * @param {Page} page @param {PlainCandidate[]} target @returns {Element[]} */
function everyMatch(page, target) {
  const key = JSON.stringify(target);
  const known = page.meant.get(key);
  if (known) return known;
  const findings = findingsOf(page, target);
  const part = findings.every((finding) => finding.part);
  const found = findings.filter((finding) => finding.part === part).flatMap((finding) => finding.seen.map((seen) => seen.el));
  const css = target.flatMap((candidate) => (candidate.css && !candidate.within ? byCss(page, candidate.css) : []));
  const all = [...new Set([...found, ...css.map((hit) => hit.el)])];
  page.meant.set(key, all);
  return all;
}

/** The visible hits of the best level that has any, each thing once.
 * @param {Page} page @param {PlainCandidate} candidate @param {Hit[]} hits @returns {Best | null} */
function bestSeen(page, candidate, hits) {
  const rank = candidate.beside ? rankBeside(candidate) : (/** @type {number} */ level) => level;
  for (const best of [...new Set(hits.map((hit) => rank(hit.level)))].sort((a, b) => a - b)) {
    const seen = [];
    for (const { el, label } of hits.filter((hit) => rank(hit.level) === best).slice(0, MOST_HITS * 4)) {
      const at = drawn(el, page.layers);
      if (at) seen.push({ el, at, label });
      if (seen.length >= MOST_SEEN) break;
    }
    const kept = candidate.beside ? nearestOf(seen, everyMatch(page, candidate.beside)) : seen;
    const once = preferred(page, distinct(lifted(page, candidate, kept)));
    if (once.length) return { level: best, seen: once };
  }
  return null;
}

/** How good a hit is where what counts is what is nearest: a real switch elsewhere is no better than a box right beside
 * the text. Only a text that nobody would press comes after all others.
 * @param {PlainCandidate} candidate @returns {(level: number) => number} */
function rankBeside({ role, names }) {
  return (level) => {
    const [kind, fit] = level < PART ? [Math.floor(level), 0] : [Math.floor((level - PART) / 2), Math.floor(level) % 2];
    return fit + (role === null && names.length > 0 && kind === 2 ? 2 : 0);
  };
}

/** A bare name that is a text stands for what would be pressed around it.
 * @param {Page} page @param {PlainCandidate} candidate @param {Seen[]} seen @returns {Seen[]} */
function lifted(page, candidate, seen) {
  if (candidate.role || candidate.href || candidate.css) return seen;
  return seen.map((one) => {
    if (PRESSED.has(roleOf(one.el))) return one;
    const el = pressedAround(one.el, one.label.length);
    return el === one.el ? one : { ...one, el, at: drawn(el, page.layers) || one.at };
  });
}

/** @param {Element} el @param {number} length of its text @returns {Element} */
function pressedAround(el, length) {
  const most = Math.max(length * 4, length + 120);
  let points = getComputedStyle(el).cursor === 'pointer';
  let best = el;
  for (const one of upwards(el)) {
    if (spaced(visibleText(one)).length > most) break;
    if (PRESSED.has(roleOf(one)) || hasAttribute(one, 'onclick') || /^\d+$/.test(said(one, 'tabindex'))) return one;
    points = points && getComputedStyle(one).cursor === 'pointer';
    if (points) best = one;
  }
  return best;
}

/** One of all that lead to the same place, lie inside one another, or are a control and its label.
 * @param {Seen[]} seen @returns {Seen[]} */
function distinct(seen) {
  if (seen.length < 2) return seen;
  const groups = new Map(seen.map((one) => [one.el, one]));
  /** @type {Map<string, Seen>} */
  const addresses = new Map();
  for (const one of seen) {
    const same = sameThing(one.el, groups);
    if (same) groups.delete(isBetter(one.el, same) ? same : one.el);
  }
  for (const [el, one] of groups) {
    const key = addressKey(el);
    if (key && addresses.has(key)) groups.delete(el);
    else if (key) addresses.set(key, one);
  }
  return Array.from(groups.values());
}

/** @param {Element} el @param {Map<Element, Seen>} groups @returns {Element | null} another match that is the same thing */
function sameThing(el, groups) {
  const control = isA(el, 'HTMLLabelElement') ? controlOf(el) : null;
  if (control && groups.has(control)) return control;
  const parent = above(el);
  return parent && nearest(parent, (one) => groups.has(one));
}

/** The inner one wins, unless only the outer has a role. @param {Element} inner @param {Element} outer */
const isBetter = (inner, outer) => PRESSED.has(roleOf(inner)) || !PRESSED.has(roleOf(outer));

/** Where a match leads, so that two links to one page count once; '' where it leads nowhere else.
 * @param {Element} el @returns {string} */
function addressKey(el) {
  const link = nearest(el, (one) => addressOf(one) !== '');
  const [address, fragment] = link ? addressOf(link).split('#', 2) : [''];
  if (!/^https?:/i.test(address)) return '';
  if (address !== location.href.split('#', 1)[0]) return address;
  return fragment ? `${address}#${fragment}` : '';
}

/** Of several, those that are not hidden from screen readers and lie in an open dialog, if there are such.
 * @param {Page} page @param {Seen[]} seen @returns {Seen[]} */
function preferred(page, seen) {
  if (seen.length < 2) return seen;
  const told = seen.filter((one) => !nearest(one.el, (up) => attribute(up, 'aria-hidden') === 'true'));
  const left = told.length ? told : seen;
  const front = left.filter((one) => page.layers.dialogs.some((dialog) => holds(dialog, one.el)));
  return front.length ? front : left;
}

/** The one match nearest to an anchor: in the smallest part of the page they share, in its row, and close by.
 * @param {Seen[]} seen @param {Element[]} anchors @returns {Seen[]} */
function nearestOf(seen, anchors) {
  let best = null;
  let least = [0, 0, 0];
  for (const anchor of anchors.slice(0, 50)) {
    const ring = Array.from(upwards(anchor)).reverse();
    for (const one of seen) {
      if (one.el === anchor) continue;
      const away = distance(one, anchor, ring);
      const closer = away.findIndex((value, at) => value !== least[at]);
      if (!best || (closer >= 0 && away[closer] < least[closer])) [best, least] = [one, away];
    }
  }
  return best ? [best] : [];
}

/** @param {Seen} one @param {Element} anchor @param {Element[]} ring the anchor and all around it, outermost first */
function distance(one, anchor, ring) {
  const path = Array.from(upwards(one.el)).reverse();
  let shared = 0;
  while (shared < ring.length && ring[shared] === path[shared]) shared += 1;
  const a = areaOf(anchor);
  const b = areaOf(one.at);
  const dx = Math.max(0, a.left - b.right, b.left - a.right);
  const dy = Math.max(0, a.top - b.bottom, b.top - a.bottom);
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const isInRow = overlap > 0.4 * Math.min(a.height, b.height);
  return [-shared, isInRow ? 0 : 1, Math.hypot(dx, dy)];
}

/** A role in the words of flows. @type {Record<string, string>} */
const WORDS = {
  menuitemradio: 'menuitem', menuitemcheckbox: 'menuitem', textbox: 'field', searchbox: 'field', spinbutton: 'field',
  listbox: 'combobox', listitem: 'row',
};

/** @param {Element} el @returns {string} */
function wordOf(el) {
  const role = roleOf(el);
  const word = Object.hasOwn(WORDS, role) ? WORDS[role] : role;
  return word !== 'anything' && Object.hasOwn(KINDS, word) ? word : 'text';
}

/** What Python is told: per name that is there, how often and where.
 * @param {Page} page @param {PlainCandidate[]} target @returns {MatchTold[]} */
function report(page, target) {
  const findings = findingsOf(page, target);
  const [first] = findings;
  if (first && first.seen.length === 1) isSteady(first.seen[0].at, sizeOf(areaOf(first.seen[0].at))); // counted from now on
  return findings.map(({ candidate, name, part, level, seen }) => {
    const [{ el, label }] = seen;
    return {
      candidate, name, part, level, addresses: seen.map((one) => addressKey(one.el)), role: wordOf(el),
      label: label || nameOf(el) || (isEdited(el, roleOf(el)) ? '' : spaced(visibleText(el))),
      pressable: looksPressable(el) || nearest(el, (one) => PRESSED.has(roleOf(one))) !== null,
      kept: seen.slice(0, MOST_TOLD).map((one) => keep(one.at)),
    };
  });
}
