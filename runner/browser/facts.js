// @ts-check
// What the guard has to know about an element before the runner touches it, and the state of a switch.
// No value of a field is read here.

const formOfInput = reader(HTMLInputElement.prototype, 'form');
const formOfButton = reader(HTMLButtonElement.prototype, 'form');
const formOfSelect = reader(HTMLSelectElement.prototype, 'form');
const formOfText = reader(HTMLTextAreaElement.prototype, 'form');
const formMethod = reader(HTMLFormElement.prototype, 'method');
const formElements = reader(HTMLFormElement.prototype, 'elements');
const formAction = reader(HTMLFormElement.prototype, 'action');
const isChecked = reader(HTMLInputElement.prototype, 'checked');
const isMixed = reader(HTMLInputElement.prototype, 'indeterminate');
const isChosen = reader(HTMLOptionElement.prototype, 'selected');

const TOGGLES = new Set(['switch', 'checkbox', 'radio', 'menuitemcheckbox', 'menuitemradio']);
const SCRIPTS = ['onclick', 'onmousedown', 'onmouseup', 'onpointerdown', 'onpointerup', 'onfocus', 'onchange', 'oninput',
  'onmouseover', 'onmouseenter', 'onmousemove', 'onpointerover', 'onpointerenter', 'onpointermove', 'ontouchstart', 'ontouchend'];
const STATES = new Set(['checked', 'unchecked', 'indeterminate', 'on', 'off']);  // Radix and its like; open and closed unfold
const BOXES = '[role="checkbox" i], [role="switch" i]'; // boxes that are no fields of a form for HTML
const METHODS = ['data-method', 'data-turbo-method', 'formmethod', 'up-method', 'data-http-method', 'data-ajax-method', 'ts-req-method'];
const SENDERS = ['hx-post', 'hx-put', 'hx-patch', 'hx-delete', 'data-hx-post', 'data-hx-put', 'data-hx-patch',
  'data-hx-delete', 'ic-post-to', 'ic-put-to', 'ic-patch-to', 'ic-delete-from', 'formaction'];

/** What a click there sets off by itself: the nearest link, control, or control of a label. @param {Element} el */
function activated(el) {
  for (const one of upwards(el)) {
    const tag = tagOf(one);
    if (['button', 'input', 'select', 'textarea', 'summary', 'option'].includes(tag)) return { native: one, last: one };
    if ((tag === 'a' || tag === 'area') && addressOf(one)) return { native: one, last: one };
    const control = isA(one, 'HTMLLabelElement') ? controlOf(one) : null;
    if (control) return { native: control, last: one };
  }
  return { native: null, last: null };
}

/** @param {Element} el @returns {HTMLFormElement | null} the form it belongs to */
function formOf(el) {
  if (isA(el, 'HTMLInputElement')) return formOfInput(el);
  if (isA(el, 'HTMLButtonElement')) return formOfButton(el);
  if (isA(el, 'HTMLSelectElement')) return formOfSelect(el);
  return isA(el, 'HTMLTextAreaElement') ? formOfText(el) : null;
}

/** @param {Element} el whether pressing it sends a form, also where nothing says so */
function submits(el) {
  const type = said(el, 'type').toLowerCase();
  if (isA(el, 'HTMLInputElement')) return ['submit', 'image'].includes(inputType(el));
  if (isA(el, 'HTMLButtonElement')) {
    return type === 'submit' || (buttonType(el) === 'submit' && (formOf(el) !== null || isInForm(el)));
  }
  return tagOf(el).includes('-') && (type === 'submit' || hasAttribute(el, 'formaction'));
}

/** @param {Element} el */
const resets = (el) => ['input', 'button'].includes(tagOf(el)) && said(el, 'type').toLowerCase() === 'reset';

/** @param {Element} el whether pressing it turns something on or off */
const toggles = (el) => TOGGLES.has(roleOf(el)) || hasAttribute(el, 'aria-pressed') || hasAttribute(el, 'aria-checked') ||
  STATES.has(said(el, 'data-state').toLowerCase()) ||
  (isTag(el, 'input') && ['checkbox', 'radio'].includes(inputType(el)));

/** @param {HTMLFormElement | null} form @param {Element} control @returns {Form | null} */
function aboutForm(form, control) {
  if (!form) return null;
  const fields = { fields_search: 0, fields_hidden: 0, fields_secret: 0, fields_boxes: 0, fields_other: 0 };
  for (const field of new Set([...Array.from(formElements(form)), ...queryAll(form, BOXES)])) {
    const kind = fieldKind(field);
    if (kind) fields[`fields_${kind}`] += 1;
  }
  const search = nearest(form, (one) => tagOf(one) === 'search' || said(one, 'role').toLowerCase() === 'search') !== null;
  const action = formAction(form).split(/[?#]/)[0];
  return { method: said(control, 'formmethod').toLowerCase() || formMethod(form), search, action, ...fields };
}

/** @param {Element} field @returns {'search' | 'hidden' | 'secret' | 'boxes' | 'other' | ''} */
function fieldKind(field) {
  const tag = tagOf(field);
  if (toggles(field) && !(isTag(field, 'input') && inputType(field) === 'radio')) return 'boxes';
  if (['button', 'fieldset', 'object', 'output'].includes(tag)) return '';
  const type = isTag(field, 'input') ? inputType(field) : tag;
  if (['submit', 'image', 'reset', 'button'].includes(type)) return '';
  if (['password', 'file', 'textarea'].includes(type)) return 'secret';
  if (type === 'hidden') return 'hidden';
  return type === 'search' || roleOf(field) === 'searchbox' ? 'search' : 'other';
}

/** Everything a click passes through up to what it sets off.
 * @param {Element} el @param {Element | null} last @param {Element | null} native */
function pathOf(el, last, native) {
  const path = [];
  for (const one of upwards(el)) {
    if (one === el || one === last || isTold(one)) path.push(one);
    if (one === last && native && native !== last) path.push(native);
    if (path.length >= 50) break;
  }
  return path;
}

/** @param {Element} el whether it takes part in a click: a role to press, a script, or an element of the page's own making */
const isTold = (el) => PRESSED.has(roleOf(el)) || toggles(el) || tagOf(el).includes('-') ||
  [...SCRIPTS, ...METHODS, ...SENDERS].some((name) => hasAttribute(el, name));

/** Controls to be seen inside an element: a click in its middle may meet them. @param {Element} el @param {number} depth
 * @returns {Element[]} */
function inside(el, depth = 0) {
  const shadow = shadowOf(el);
  const found = [...queryAll(el, '*'), ...(shadow ? queryAll(shadow, '*') : [])].slice(0, 2000);
  const deeper = depth < 4 ? found.filter((one) => shadowOf(one)).flatMap((one) => inside(one, depth + 1)) : [];
  return [...found.filter((one) => (submits(one) || toggles(one)) && isInSight(one)), ...deeper];
}

/** Whether a link has something else to press in it, which a press in its middle may meet. @param {Element} el */
const pressesInside = (el) => ['a', 'area'].includes(tagOf(el)) &&
  queryAll(el, 'button, input, summary, [role="button"]').slice(0, 40).some((one) => isInSight(one));

/** @param {Element[]} path @param {string[]} attributes @param {number} most */
const gathered = (path, attributes, most) =>
  path.flatMap((one) => attributes.map((name) => said(one, name))).filter(Boolean).join('\n').slice(0, most);

/** Where this very document is from: the runner may not have heard yet that another one has come. A frame without an
 * address of its own is from where its maker is. */
function addressOfPage() {
  if (!/^about:/.test(location.href)) return location.href;
  return globalThis.origin === 'null' ? `${location.ancestorOrigins[0] || 'about:blank'}/` : `${globalThis.origin}/`;
}

/** @param {Element} el @returns {Facts} */
function factsOf(el) {
  const { native, last } = activated(el);
  const path = pathOf(el, last, native);
  const control = native || path.find((one) => PRESSED.has(roleOf(one))) || el;
  const href = addressOf(control);
  const within = inside(el).filter((one) => !path.includes(one));
  const form = formOf(control);
  return {
    tag: tagOf(control), type: isTag(control, 'input') ? inputType(control) : said(control, 'type').toLowerCase(),
    role: roleOf(control), names: namesOn(el, path, control), href, leads: leads(href), download: hasAttribute(control, 'download'),
    popup: hasAttribute(control, 'aria-haspopup'), submits: path.some(submits), resets: path.some(resets), toggles: path.some(toggles),
    options: path.some((one) => roleOf(one) === 'option'), switches: path.some(isSwitch),
    inside_submits: within.some(submits), inside_toggles: within.some(toggles), inside_presses: pressesInside(control),
    form: aboutForm(form, control), in_form: form !== null || isInForm(control),
    waits: isSentLater(form || formAround(control)),
    tab: path.some((one) => roleOf(one) === 'tab'), discloses: path.some(discloses), custom: path.some((one) => tagOf(one).includes('-')),
    language: languageOf(el), descriptions: descriptionsOf(path.slice(0, path.indexOf(control) + 1)),
    edits: isEdited(el, roleOf(el)) || nearest(el, (one) => isEdited(one, roleOf(one))) !== null,
    scripts: gathered(path, SCRIPTS, 4000) + formScript(form), methods: gathered(path, METHODS, 200).toLowerCase(),
    senders: gathered(path, SENDERS, 200), autocomplete: said(control, 'autocomplete').toLowerCase().slice(0, 200),
    idents: [said(control, 'name'), said(control, 'id')].map((one) => one.slice(0, 100)),
    labels: labelsAround(control), masked: isMasked(control), address: addressOfPage(),
  };
}

/** What is written on what will be pressed. @param {Element} el @param {Element[]} path @param {Element} control @returns {string[]} */
function namesOn(el, path, control) {
  const own = isEdited(el, roleOf(el)) || isTag(el, 'select') ? '' : spaced(visibleText(el).slice(0, 2000));
  const upTo = path.slice(0, path.indexOf(control) + 1);
  const names = [...upTo.filter((one) => PRESSED.has(roleOf(one)) || submits(one)).map((one) => nameOf(one)), own];
  const drawn = own.length > 300 ? '' : withDrawnText(el);
  const turned = own.length > 300 ? '' : turnedRound(el, own);
  return [...new Set([...names, drawn, turned].map((name) => name.slice(0, 300)).filter(Boolean))];
}

/** Texts that style sheets draw before and after an element and what is in it, together with the text between.
 * @param {Element} el @returns {string} '' where none is drawn */
function withDrawnText(el) {
  let drawn = false;
  const content = (/** @type {Element} */ one, /** @type {string} */ where) => {
    const text = writtenAt(one, where);
    drawn ||= /\p{L}/u.test(text);
    return text;
  };
  /** @param {Node} one @param {number} depth @returns {string} */
  const read = (one, depth) => {
    if (isText(one)) return textOf(one);
    if (!isElement(one) || !isRendered(one, { visibilityProperty: true })) return '';
    const inner = depth < 6 ? below(one).slice(0, 40).map((part) => read(part, depth + 1)).join('') : '';
    return `${content(one, '::before')}${inner}${content(one, '::after')}`;
  };
  const text = isEdited(el, roleOf(el)) ? '' : read(el, 0);
  return drawn ? spaced(text.slice(0, 2000)) : '';
}

/** All that a style sheet writes before or after an element, in one string or several; behind a slash is what is read
 * aloud instead. @param {Element} el @param {string} where @returns {string} */
function writtenAt(el, where) {
  const written = getComputedStyle(el, where).content.replace(/attr\(\s*([\w-]+)[^)]*\)/g, (_, name) => JSON.stringify(said(el, name)));
  const parts = written.matchAll(/"((?:[^"\\]|\\.)*)"|\//gs);
  return Array.from(parts, (part) => (part[1] === undefined ? ' ' : part[1].replace(/\\(.)/gs, '$1'))).join('');
}

/** A text whose letters a style sheet has turned round, as it is read. @param {Element} el @param {string} text */
function turnedRound(el, text) {
  const turns = (/** @type {Element} */ one) => {
    const { direction, unicodeBidi } = getComputedStyle(one);
    return direction === 'rtl' && unicodeBidi.endsWith('override');
  };
  return text && [el, ...queryAll(el, '*').slice(0, 40)].some(turns) ? Array.from(text).reverse().join('') : '';
}

/** What is told of a control besides its name: tooltips and descriptions. @param {Element[]} path @returns {string[]} */
function descriptionsOf(path) {
  const texts = path.flatMap((one) => [said(one, 'title'), said(one, 'aria-description'), said(one, 'data-tooltip'),
    ...referred(one, attribute(one, 'aria-describedby')).map((other) => visibleText(other))]);
  return [...new Set(texts.map((text) => spaced(text.slice(0, 1000)).slice(0, 300)).filter(Boolean))];
}

/** @param {Element} el @returns {boolean} whether pressing it unfolds something beside it */
const discloses = (el) => tagOf(el) === 'summary' || hasAttribute(el, 'aria-expanded') || hasAttribute(el, 'aria-haspopup') ||
  hasAttribute(el, 'popovertarget');

/** @param {Element} el @returns {boolean} a switch, not a mere checkbox */
const isSwitch = (el) => roleOf(el) === 'switch' || hasAttribute(el, 'switch') ||
  (hasAttribute(el, 'aria-pressed') && roleOf(el) === 'button');

/** @param {string} href @returns {boolean} whether it leads to another document */
const leads = (href) => href !== '' && !/^javascript:/i.test(href) && pageOf(href) !== pageOf(location.href);

/** An address without fragment, without a query that is empty, and with no more signs encoded than have to be.
 * @param {string} href */
function pageOf(href) {
  const page = href.split('#', 1)[0].replace(/\?$/, '');
  try {
    return decodeURI(page);
  } catch {
    return page;
  }
}

/** @param {Element} el */
const isInForm = (el) => formAround(el) !== null;

/** @param {Element} el @returns {Element | null} the form, or what calls itself one, that it lies in */
const formAround = (el) => nearest(el, (one) => tagOf(one) === 'form' || said(one, 'role').toLowerCase() === 'form');

/** Whether what is chosen in a form waits there for something to be pressed; without that it takes effect at once.
 * @param {Element | null} form @returns {boolean} */
function isSentLater(form) {
  if (!form) return false;
  const own = isA(form, 'HTMLFormElement') ? Array.from(formElements(form)) : [];
  const parts = [...own, ...queryAll(form, 'button, input, [role="button"]')].filter((one) => !toggles(one));
  return parts.some((one) => submits(one) || (roleOf(one) === 'button' && !hasAttribute(one, 'aria-haspopup') && !resets(one)));
}

/** @param {HTMLFormElement | null} form a form that sends itself when something in it changes */
const formScript = (form) => (form ? `\n${gathered([form], ['onchange', 'oninput', 'onclick'], 1000)}` : '');

/** Every text that says what a field is for. @param {Element} el @returns {string[]} */
function labelsAround(el) {
  const described = referred(el, attribute(el, 'aria-describedby')).map((one) => visibleText(one));
  const labels = labelsOf(el).map((one) => visibleText(one));
  const texts = [nameOf(el), ...labels, ...described, ...['placeholder', 'aria-placeholder', 'title', 'aria-label'].map(
    (name) => said(el, name))];
  return [...new Set(texts.map((text) => spaced(text.slice(0, 1000)).slice(0, 300)).filter(Boolean))];
}

/** @param {Element} el whether what is typed there is shown as dots */
function isMasked(el) {
  const security = getComputedStyle(el).getPropertyValue('-webkit-text-security');
  return security !== '' && security !== 'none';
}

/** On or off, chosen or not; null where the element says neither. @param {Element} el @returns {State} */
function stateOf(el) {
  const { native } = activated(el);
  const told = nearest(el, (one) => toggles(one) || hasAttribute(one, 'aria-selected') || isTag(one, 'option'));
  const control = native && (toggles(native) || tagOf(native) === 'option') ? native : told;
  if (!control) return { on: null, selected: current(el) };
  if (isA(control, 'HTMLOptionElement')) return { on: null, selected: isChosen(control) };
  const on = turnedOn(control) ?? turnedOnInside(control);
  const selected = yesOrNo(attribute(control, 'aria-selected'));
  return { on, selected: selected ?? on };
}

/** @param {Element} el @returns {boolean | null} */
function turnedOn(el) {
  if (isA(el, 'HTMLInputElement') && ['checkbox', 'radio'].includes(inputType(el))) return isMixed(el) ? null : isChecked(el);
  return yesOrNo(attribute(el, 'aria-checked')) ?? yesOrNo(attribute(el, 'aria-pressed'));
}

/** What says nothing itself may be drawn around the one box that does. @param {Element} el @returns {boolean | null} */
function turnedOnInside(el) {
  const inner = queryAll(el, 'input[type=checkbox], input[type=radio]');
  return inner.length === 1 && TOGGLES.has(roleOf(el)) ? turnedOn(inner[0]) : null;
}

/** @param {Element} el @returns {boolean | null} whether it is where the person is */
function current(el) {
  const told = nearest(el, (one) => hasAttribute(one, 'aria-current'));
  return told ? said(told, 'aria-current').toLowerCase() !== 'false' : null;
}

/** @param {string | null} text @returns {boolean | null} */
const yesOrNo = (text) => ({ true: true, false: false })[(text || '').trim().toLowerCase()] ?? null;
