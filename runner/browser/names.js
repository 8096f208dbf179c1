// @ts-check
// Roles and accessible names, as ARIA and accname give them (and Playwright's get_by_role sees them), with two
// differences on purpose: the value of a field is never read, and what CSS draws around a text is decoration.

const ROLES = new Set(('alert alertdialog application article banner blockquote button caption cell checkbox code ' +
  'columnheader combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure ' +
  'form generic grid gridcell group heading img insertion link list listbox listitem log main mark marquee math meter ' +
  'menu menubar menuitem menuitemcheckbox menuitemradio navigation none note option paragraph presentation progressbar ' +
  'radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong ' +
  'subscript superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid ' +
  'treeitem').split(' '));

/** @type {Record<string, string>} */
const ROLE_OF_INPUT = {
  button: 'button', submit: 'button', reset: 'button', image: 'button', file: 'button', checkbox: 'checkbox',
  radio: 'radio', range: 'slider', number: 'spinbutton', search: 'searchbox', hidden: '',
};
/** @type {Record<string, string | ((el: Element) => string)>} */
const ROLE_OF_TAG = {
  a: (el) => (hasAttribute(el, 'href') ? 'link' : ''),
  area: (el) => (hasAttribute(el, 'href') ? 'link' : ''),
  button: 'button', summary: 'button', textarea: 'textbox', option: 'option', li: 'listitem', tr: 'row', img: (el) => (isDecoration(el) ? '' : 'img'),
  h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading', svg: 'img', menu: 'list',
  ul: 'list', ol: 'list', table: 'table', dialog: 'dialog', form: 'form', fieldset: 'group', datalist: 'listbox',
  select: (el) => (hasAttribute(el, 'multiple') || Number(said(el, 'size')) > 1 ? 'listbox' : 'combobox'),
  input: (el) => roleOfInput(/** @type {HTMLInputElement} */ (el)),
};

/** @param {Element} el whether it is a picture that says of itself that it tells nothing */
const isDecoration = (el) => ['none', 'presentation'].includes(said(el, 'role').toLowerCase()) || attribute(el, 'alt') === '';

/** @param {HTMLInputElement} el */
function roleOfInput(el) {
  const type = inputType(el);
  if (['email', 'search', 'tel', 'text', 'url'].includes(type)) {
    const list = referred(el, attribute(el, 'list'))[0];
    if (list && tagOf(list) === 'datalist') return 'combobox';
  }
  return ROLE_OF_INPUT[type] ?? 'textbox';
}

/** @param {Element} el @returns {string} the role its element has by itself, '' for none */
function implicitRole(el) {
  const tag = tagOf(el);
  const role = Object.hasOwn(ROLE_OF_TAG, tag) ? ROLE_OF_TAG[tag] : '';
  if (typeof role !== 'string') return role(el);
  if ((tag === 'li' || tag === 'tr') && listIsDecoration(el)) return '';
  return role;
}

/** Items of a list or table with role none are no items either. @param {Element} el */
function listIsDecoration(el) {
  for (let parent = above(el); parent; parent = above(parent)) {
    const role = said(parent, 'role').toLowerCase();
    if (['ul', 'ol', 'menu', 'table'].includes(tagOf(parent))) return role === 'none' || role === 'presentation';
    if (!['thead', 'tbody', 'tfoot'].includes(tagOf(parent))) return false;
  }
  return false;
}

/** @param {Element} el @returns {string} its role, '' for none */
function roleOf(el) {
  const written = attribute(el, 'role');
  const explicit = written && written.toLowerCase().split(/\s+/).find((/** @type {string} */ one) => ROLES.has(one));
  if (!explicit) return implicitRole(el);
  if (explicit === 'none' || explicit === 'presentation') return canFocus(el) ? implicitRole(el) : '';
  return explicit === 'generic' ? '' : explicit;
}

/** @param {Element} el whether it takes the focus, or is described for those who cannot see it */
function canFocus(el) {
  if (/^-?\d+$/.test(said(el, 'tabindex')) || hasAttribute(el, 'aria-label') || hasAttribute(el, 'aria-labelledby')) {
    return true;
  }
  return ['button', 'select', 'textarea', 'input', 'summary'].includes(tagOf(el)) || implicitRole(el) === 'link';
}

const LONGEST_NAME = 500;
const DEEPEST = 100;
const HOLDS_A_VALUE = new Set(['textbox', 'searchbox', 'combobox', 'listbox', 'progressbar', 'scrollbar', 'slider',
  'spinbutton', 'meter', 'menu']);
const NAMED_BY_CONTENT = new Set(['button', 'cell', 'checkbox', 'columnheader', 'gridcell', 'heading', 'link', 'menuitem',
  'menuitemcheckbox', 'menuitemradio', 'option', 'radio', 'row', 'rowheader', 'switch', 'tab', 'tooltip', 'treeitem']);
const NEVER_TEXT = new Set(['script', 'style', 'noscript', 'template', 'head', 'iframe', 'frame', 'object', 'embed', 'video',
  'audio', 'canvas', 'textarea', 'datalist', 'rt', 'rp']); // the last two tell how another text is read aloud

/** @typedef {{seen: Set<Element>, own: boolean, referred: boolean, hidden: boolean, depth: number, byText?: boolean,
 * tips?: boolean, pointed?: boolean}} Naming
 * `own` is the element asked about, `referred` what it points at, `byText` names it by its content whatever its role,
 * `tips` takes the tooltips of what has no role, `pointed` is what is pointed at itself */

/** @param {Element} el @param {boolean} byText @returns {string} its accessible name; what it is called for people who cannot see it */
function nameOf(el, byText = false) {
  const how = { own: true, referred: false, hidden: false, depth: 0, byText };
  const name = nameIn(el, { ...how, seen: new Set() }) || nameIn(el, { ...how, seen: new Set(), tips: true });
  return spaced(name.slice(0, LONGEST_NAME * 4)).slice(0, LONGEST_NAME);
}

/** @param {Element} el @param {Naming} how @returns {string} */
function nameIn(el, how) {
  if (how.seen.has(el) || how.depth > DEEPEST) return '';
  if (NEVER_TEXT.has(tagOf(el)) && !(how.own && isTag(el, 'textarea'))) return '';
  if (!how.own && !how.hidden && isUnsaid(el)) return '';
  const refs = how.referred ? [] : referred(el, attribute(el, 'aria-labelledby'));
  const byOthers = refs.map((ref) => nameIn(ref, {
    seen: new Set(), own: ref === el && HOLDS_A_VALUE.has(roleOf(el)), referred: true, pointed: true, hidden: isUnsaid(ref), depth: how.depth + 1 })).join(' ');
  if (byOthers.trim()) return byOthers;
  const role = roleOf(el);
  if (!how.own && (HOLDS_A_VALUE.has(role) || isEdited(el, role))) return '';
  how.seen.add(el);
  const name = said(el, 'aria-label') || nativeName(el, how, role) || contentName(el, how, role);
  return name || (how.own || how.pointed || role || how.tips ? said(el, 'title') : '');
}

/** @param {Element} el @param {Naming} how @param {string} role */
function contentName(el, how, role) {
  if (how.own && !how.byText && !NAMED_BY_CONTENT.has(role)) return '';
  if (['input', 'select', 'textarea'].includes(tagOf(el)) || role === 'img') return '';
  const name = innerName(el, { ...how, own: false, pointed: false, depth: how.depth + 1 });
  return name.trim() ? name : '';
}

/** @param {Element} el @param {Naming} how @returns {string} */
function innerName(el, how) {
  const parts = [];
  let length = 0;
  const owned = hasAttribute(el, 'aria-owns') ? referred(el, attribute(el, 'aria-owns')) : [];
  for (const node of [...below(el), ...owned]) {
    let text = isText(node) ? textOf(node) : isElement(node) ? nameIn(node, how) : '';
    if (isElement(node) && (tagOf(node) === 'br' || !isInline(node))) text = ` ${text} `;
    parts.push(text);
    length += text.length;
    if (length > LONGEST_NAME * 4) break;
  }
  const text = parts.join('');
  return text.trim() ? text : `${drawnText(el, '::before')}${text}${drawnText(el, '::after')}`;
}

/** The text that CSS draws before or after an element. @param {Element} el @param {string} where */
function drawnText(el, where) {
  const style = getComputedStyle(el, where);
  const content = style.content;
  if (!content || content === 'none' || content === 'normal') return '';
  if (style.display === 'none' || style.visibility === 'hidden') return '';
  const spoken = content.includes('/') && /^.*"\s*\/\s*"/.test(content) ? content.slice(content.lastIndexOf('/') + 1) : content;
  const text = Array.from(spoken.matchAll(/"((?:[^"\\]|\\.)*)"/g), (part) => part[1].replace(/\\(.)/g, '$1')).join('');
  return text && !style.display.startsWith('inline') ? ` ${text} ` : text;
}

/** @param {Element} el */
const isInline = (el) => {
  const display = getComputedStyle(el).display;
  return display === 'inline' || display === 'contents';
};

/** What HTML itself names an element by. @param {Element} el @param {Naming} how @param {string} role @returns {string} */
function nativeName(el, how, role) {
  const tag = tagOf(el);
  if (isTag(el, 'input')) return inputName(el, how);
  if (tag === 'textarea' || tag === 'select') return labelText(el, how) || said(el, 'title') || said(el, 'placeholder');
  if (tag === 'button') return labelText(el, how);
  if (tag === 'img') return isDecoration(el) ? '' : said(el, 'alt');
  if (tag === 'area') return said(el, 'alt');
  if (tag === 'fieldset') return childName(el, 'legend', how);
  if (tag === 'figure') return childName(el, 'figcaption', how);
  if (tag === 'table') return childName(el, 'caption', how);
  if (tag === 'svg' || (role === 'img' && isA(el, 'SVGElement'))) return childName(el, 'title', { ...how, hidden: true });
  return '';
}

const HAS_PLACEHOLDER = ['text', 'password', 'number', 'search', 'tel', 'email', 'url'];

/** @param {HTMLInputElement} el @param {Naming} how @returns {string} */
function inputName(el, how) {
  const type = inputType(el);
  if (['button', 'submit', 'reset'].includes(type)) {
    return said(el, 'value') || (type === 'submit' ? 'Submit' : type === 'reset' ? 'Reset' : '');
  }
  const label = labelText(el, how);
  if (label) return label;
  if (type === 'image') return said(el, 'alt') || said(el, 'title') || 'Submit';
  if (type === 'file') return 'Choose File';
  return said(el, 'title') || (HAS_PLACEHOLDER.includes(type) ? said(el, 'placeholder') : '');
}

/** @param {Element} el @param {Naming} how */
function labelText(el, how) {
  if (how.referred) return '';
  return labelsOf(el).map((label) => nameIn(label, {
    seen: new Set([el]), own: false, referred: true, hidden: isUnsaid(label), depth: how.depth + 1 })).join(' ').trim();
}

/** @param {Element} el @param {string} tag @param {Naming} how @returns {string} */
function childName(el, tag, how) {
  for (let node = firstChild(el); node; node = nextSibling(node)) {
    if (isElement(node) && tagOf(node) === tag) {
      return innerName(node, { ...how, own: false, referred: true, depth: how.depth + 1 }).trim();
    }
  }
  return '';
}

/** Whether an element inside another is left out of its name. @param {Element} el @returns {boolean} */
function isUnsaid(el) {
  if (attribute(el, 'aria-hidden') === 'true' || hasAttribute(el, 'inert')) return true;
  if (isRendered(el, { visibilityProperty: true })) return false;
  const display = getComputedStyle(el).display;
  if (display === 'contents') return !below(el).some((node) => isText(node) || (isElement(node) && !isUnsaid(node)));
  return !(isTag(el, 'option') && display !== 'none');
}
