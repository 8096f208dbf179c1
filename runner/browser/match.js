// @ts-check
// Which elements a candidate of a flow could mean, and how well each fits.

/**
 * @typedef {{whole: string, cased: string, squashed: string, pattern: RegExp | null, alike: RegExp | null}} Wanted a name made
 *   ready to compare; `alike` is a pattern in the letters that texts are folded to
 * @typedef {{el: Element, level: number, label: string}} Hit the lower the level the better; from PART on only a part of the
 *   name fits
 */

const PART = 100;
const NO = 0;
const INSIDE = 1;
const BEGINS = 2;
const WHOLE = 3;
const EXACT = 4;
const CASED = 0.5; // added to a part that is written just so
const OTHER_CASE = 0.5; // of one kind, what is written just so goes before what differs in case

const PRESSED = new Set(['link', 'button', 'menuitem', 'menuitemradio', 'menuitemcheckbox', 'tab', 'radio', 'checkbox',
  'switch', 'option', 'combobox', 'treeitem']);
const MOST_HITS = 500;

/** What a role word means, as a list of what is looked for first, second …
 * @type {Record<string, ((role: string, el: Element) => boolean)[]>} */
const KINDS = {
  link: [(role) => role === 'link', (role, el) => role === '' && tagOf(el) === 'a'],
  button: [(role) => role === 'button'],
  menuitem: [(role) => role.startsWith('menuitem'), (role, el) => role === 'listitem' && isEntry(el)],
  tab: [(role) => role === 'tab'],
  radio: [(role) => role === 'radio', (role) => role === 'menuitemradio'],
  checkbox: [(role) => role === 'checkbox'],
  switch: [(role) => role === 'switch', (role) => role === 'checkbox',
    (role, el) => role === 'button' && hasAttribute(el, 'aria-pressed')],
  option: [(role) => role === 'option'],
  combobox: [(role) => role === 'combobox' || role === 'listbox',
    (role, el) => role === 'button' && hasAttribute(el, 'aria-haspopup')],
  field: [(role, el) => isField(role, el), (role) => role === 'combobox' || role === 'listbox' || role === 'slider'],
  heading: [(role) => role === 'heading'],
  row: [(role) => role === 'row' || role === 'listitem'],
  anything: [(role) => PRESSED.has(role)],
};

/** Whether something stands in a menu without a role of its own, as what unfolds a further menu does in JupyterLab's.
 * @param {Element} el */
function isEntry(el) {
  const around = above(el);
  return tagOf(el) === 'li' && around !== null && ['menu', 'menubar'].includes(said(around, 'role').toLowerCase()) && canFocus(el);
}

/** @param {string} role @param {Element} el */
function isField(role, el) {
  if (['textbox', 'searchbox', 'spinbutton'].includes(role) || isEdited(el, role)) return true;
  return isTag(el, 'input') && (role === 'combobox' || inputType(el) === 'file');
}

/** @param {PlainName} name @returns {Wanted} */
function prepare(name) {
  if (!name.pattern) {
    return { whole: fold(name.text), cased: plain(name.text), squashed: squash(name.text), pattern: null, alike: null };
  }
  const [body, flags] = name.pattern;
  const pattern = expression(body.replace(/[‘’]/g, "'"), flags);
  const signs = body.replace(PRIMES, "'").replace(QUOTES, "'").replace(DASHES, '-');
  const letters = pattern.ignoreCase ? signs.replace(/İ/g, 'i').replace(ODD_LETTERS, (one) => LETTERS.get(one) || one) : signs;
  return { whole: '', cased: '', squashed: '', pattern, alike: expression(letters, flags) };
}

/** @param {string} source @param {string} flags as a flow has them @returns {RegExp} */
function expression(source, flags) {
  const kept = flags.replace(/[^ims]/g, '');
  try {
    return new RegExp(source, `${kept}u`);
  } catch {
    return new RegExp(source, kept);
  }
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Whether a name could end between two characters. @param {string} left @param {string} right */
const isEdge = (left, right) => !left || !right || !WORD.test(left) || !WORD.test(right) || UNSPACED.test(left + right);

/** A page may have other dashes, quotation marks and Turkish capitals than a pattern is written with.
 * @param {Wanted} name @param {string} text */
const fitsPattern = ({ pattern, alike }, text) =>
  pattern?.test(text) || alike?.test(alike.ignoreCase ? fold(text) : plain(text)) || false;

/** How well a text fits a name. @param {string} text folded @param {string} spacedText with its case @param {Wanted} name */
function grade(text, spacedText, name) {
  if (name.pattern) return text && fitsPattern(name, spacedText.slice(0, 2000)) ? EXACT : NO;
  if (!name.whole || text.length < name.whole.length) return NO;
  if (text === name.whole) return plain(spacedText) === name.cased ? EXACT : WHOLE;
  for (let at = text.indexOf(name.whole); at >= 0; at = text.indexOf(name.whole, at + 1)) {
    const end = at + name.whole.length;
    const before = Array.from(text.slice(Math.max(0, at - 2), at)).pop() || '';
    const [after] = text.slice(end, end + 2);
    const [first] = name.whole;
    const last = Array.from(name.whole.slice(-2)).pop() || '';
    if (isEdge(before, first) && isEdge(last, after)) return (at === 0 ? BEGINS : INSIDE) + (plain(spacedText).includes(name.cased) ? CASED : 0);
  }
  return NO;
}

/** @param {number} fit @param {number} kind */
const levelOf = (fit, kind) => (fit >= WHOLE ? kind + (fit === EXACT ? 0 : OTHER_CASE)
  : PART + kind * 2 + (fit >= BEGINS ? 0 : 1) + (fit % 1 ? 0 : OTHER_CASE));

/** Everything of a page that one candidate could mean: one list for each of its names.
 * @param {Page} page @param {PlainCandidate} candidate @returns {Hit[][]} */
function hitsOf(page, candidate) {
  if (candidate.css !== null) return [byCss(page, candidate.css)];
  if (candidate.href) return [byHref(page, prepare(candidate.href))];
  const names = candidate.names.map(prepare);
  if (candidate.role === 'text') return names.map((name) => textHits(page, name, () => 0));
  if (candidate.role === 'row') return names.length ? names.map((name) => rowHits(page, name)) : byRole(page, 'row', names);
  const found = byRole(page, candidate.role || 'anything', names);
  if (candidate.role) return found;
  return names.map((name, at) => {
    const texts = textHits(page, name, (el) => (looksPressable(el) ? 1 : 2));
    return [...found[at], ...texts.filter((hit) => hit.level < PART + 4 || !isProse(hit.label, name))];
  });
}

const MOST_WORDS_MORE = 3; // a badge, a shortcut, a few words of description

/** Whether a name is just some words of a longer text. @param {string} label @param {Wanted} name */
const isProse = (label, name) =>
  !name.pattern && label.split(' ').length > name.whole.split(' ').length + MOST_WORDS_MORE;

/** @param {Page} page @param {string} css @returns {Hit[]} */
function byCss(page, css) {
  const found = page.roots.flatMap((root) => queryAll(root, css));
  return found.map((el) => ({ el, level: 0, label: '' }));
}

/** @param {Page} page @param {Wanted} part @returns {Hit[]} */
function byHref(page, part) {
  const links = page.roots.flatMap((root) => queryAll(root, 'a[href], area[href]'));
  return links.filter((el) => fitsAddress(el, part)).map((el) => ({ el, level: 0, label: '' }));
}

/** @param {Element} el @param {Wanted} part */
function fitsAddress(el, part) {
  const raw = said(el, 'href');
  return [raw, addressOf(el)].some((one) => (part.pattern ? part.pattern.test(one) : one.toLowerCase().includes(part.whole)));
}

const hrefOf = reader(HTMLAnchorElement.prototype, 'href');
const baseOf = reader(Node.prototype, 'baseURI');
const areaHrefOf = reader(HTMLAreaElement.prototype, 'href');

/** @param {Element} el @returns {string} where a link leads, '' for none */
function addressOf(el) {
  if (isA(el, 'HTMLAnchorElement')) return hrefOf(el);
  if (isA(el, 'HTMLAreaElement')) return areaHrefOf(el);
  const raw = said(el, 'href') || said(el, 'xlink:href');
  return raw && URL.canParse(raw, baseOf(document)) ? new URL(raw, baseOf(document)).href : '';
}

/** @param {Page} page @param {string} word @param {Wanted[]} names @returns {Hit[][]} */
function byRole(page, word, names) {
  /** @type {Hit[][]} */
  const found = (names.length ? names : [null]).map(() => []);
  for (const index of page.roled) {
    const el = page.els[index];
    const kind = kindOf(page, el, word);
    if (kind < 0) continue;
    if (!names.length) {
      found[0].push({ el, level: kind, label: '' });
    } else if (names.some((name) => name.pattern || mayBeCalled(page, index, name.squashed))) {
      gradeNames(page, el, kind, names, found);
    }
  }
  return found;
}

/** @param {Page} page @param {Element} el @param {string} word @returns {number} -1 where it is nothing of the kind */
function kindOf(page, el, word) {
  let role = page.roles.get(el);
  if (role === undefined) {
    role = roleOf(el);
    page.roles.set(el, role);
  }
  return KINDS[word].findIndex((fits) => fits(role, el));
}

/** @param {Page} page @param {Element} el @param {number} kind @param {Wanted[]} names @param {Hit[][]} found */
function gradeNames(page, el, kind, names, found) {
  for (const label of labelsFor(page, el)) {
    const folded = fold(label);
    names.forEach((name, at) => {
      const fit = grade(folded, label, name);
      if (fit) found[at].push({ el, level: levelOf(fit, kind), label });
    });
  }
}

/** What an element is called: its name, and a field also by the hint it shows. @param {Page} page @param {Element} el */
function labelsFor(page, el) {
  const known = page.labels.get(el);
  if (known) return known;
  const found = [nameOf(el, tagOf(el) === 'a' || isEntry(el))];
  const hint = spaced(said(el, 'placeholder') || said(el, 'aria-placeholder'));
  if (hint && hint !== found[0]) found.push(hint);
  page.labels.set(el, found);
  return found;
}

/** Texts, each in the smallest element that holds it. @param {Page} page @param {Wanted} name
 * @param {(el: Element) => number} kindFor @returns {Hit[]} */
function textHits(page, name, kindFor) {
  const found = [];
  for (const index of name.pattern ? blocks(page, name) : ownersOf(page, name)) {
    const el = page.els[index];
    if (nearest(el, (one) => isTag(one, 'select'))) continue;
    const label = spaced(visibleText(el));
    const fit = grade(fold(label), label, name);
    if (fit) found.push({ el, level: levelOf(fit, kindFor(el)), label });
    if (found.length >= MOST_HITS) break;
  }
  return found;
}

/** @param {Page} page @param {Wanted} name @returns {Set<number>} */
function ownersOf(page, name) {
  if (!name.squashed) return new Set();
  return new Set(placesOf(page, name.squashed).map((at) => smallestWith(page, at, at + name.squashed.length)));
}

const INLINE = new Set(['a', 'abbr', 'b', 'bdi', 'cite', 'code', 'em', 'font', 'i', 'kbd', 'label', 'mark', 'q', 's', 'small',
  'span', 'strong', 'sub', 'sup', 'time', 'u', 'var']);
const contentOf = /** @type {(el: Element) => string} an element has one always */ (reader(Node.prototype, 'textContent'));

/** The elements whose own text, or the paragraph it stands in, fits a pattern; the innermost of them.
 * @param {Page} page @param {Wanted} name @returns {number[]} */
function blocks(page, name) {
  const asked = new Set();
  const fitting = new Set();
  for (let index of page.textOwners) {
    for (let more = 4; more > 0 && index >= 0 && !asked.has(index); more -= 1) {
      asked.add(index);
      const text = contentOf(page.els[index]);
      if (text.length <= 2000 && fitsPattern(name, spaced(text))) fitting.add(index);
      if (!INLINE.has(tagOf(page.els[index]))) break;
      index = page.parents[index];
    }
  }
  const outer = new Set();
  for (const index of fitting) for (let up = page.parents[index]; up >= 0; up = page.parents[up]) outer.add(up);
  return Array.from(fitting).filter((index) => !outer.has(index));
}

const CONTROL = 'a[href], button, input:not([type=hidden]), select, textarea, [role=switch], [role=button], [role=checkbox], ' +
  '[role=radio], [role=link], [role=combobox], [role=menuitem], [tabindex="0"]';

/** A row is a table row or list item with that text; where there is none, the smallest part of the page that holds the
 * text and something to press. @param {Page} page @param {Wanted} name @returns {Hit[]} */
function rowHits(page, name) {
  return textHits(page, name, () => 0).flatMap((hit) => {
    const row = nearest(hit.el, (one) => ['row', 'listitem'].includes(roleOf(one)));
    const el = row || nearest(hit.el, (one) => one !== hit.el && queryAll(one, CONTROL).length > 0);
    return el && tagOf(el) !== 'body' && tagOf(el) !== 'html' ? [{ ...hit, el, level: hit.level + (row ? 0 : 2) }] : [];
  });
}
