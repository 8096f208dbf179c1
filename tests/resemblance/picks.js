// What the things on a page look like (Picks), each with the mark by which the evaluation knows it again. The marks are
// kept beside the page, not on it: no Pick has one.
(() => {
  const PRESSABLE = 'a, button, input, select, textarea, summary, label, [role=button], [role=link], [role=menuitem], ' +
    '[role=tab], [role=switch], [tabindex="0"], [onclick], [data-go], [data-opens], [data-unfolds]';
  const PASSED_BY = new Set(['script', 'style', 'template', 'head', 'noscript', 'link', 'meta', 'br', 'option']);
  const marks = new Map();
  const tag = (el) => el.localName;
  const folded = (text) => (text || '').replace(/\s+/g, ' ').trim();

  /** What is to be read on an element; asked of the browser once for each look, for it lays out the page each time. */
  let read = new Map();
  function shown(el) {
    if (!read.has(el)) read.set(el, folded(el.innerText));
    return read.get(el);
  }

  /** Every element, those of open shadow roots too. */
  function everything(root = document.body) {
    return [...root.querySelectorAll('*')].flatMap((el) => [el, ...(el.shadowRoot ? everything(el.shadowRoot) : [])]);
  }

  function isSeen(el) {
    const { width, height } = el.getBoundingClientRect();
    return width > 1 && height > 1 && el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  }

  const ownText = (el) => [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const isPressable = (el) => el.matches(PRESSABLE) && el.type !== 'hidden';

  /** Short enough to be a thing rather than a part of the page. */
  const isThing = (el) => isPressable(el) || (shown(el).length <= 120 && (ownText(el) ||
    ['img', 'svg', 'li', 'td'].includes(tag(el)) || (el.childElementCount === 1 && shown(el) !== '')));

  function textOf(el) {
    return ['input', 'select', 'textarea'].includes(tag(el)) ? '' : shown(el).slice(0, 200);
  }

  function nameOf(el) {
    const said = el.getAttribute('aria-label') || [...(el.labels || [])].map(shown).join(' ');
    const picture = el.querySelector('img[alt]');
    const button = tag(el) === 'input' && ['submit', 'button', 'reset'].includes(el.type) ? el.value : '';
    return folded(said || button || textOf(el) || (picture && picture.alt) || el.title || el.placeholder).slice(0, 200);
  }

  const ROLES = { a: 'link', button: 'button', summary: 'button', select: 'combobox', textarea: 'textbox' };
  function roleOf(el) {
    const given = el.getAttribute('role');
    if (given) return given;
    if (tag(el) === 'a' && !el.hasAttribute('href')) return '';
    if (tag(el) !== 'input') return ROLES[tag(el)] || '';
    if (['checkbox', 'radio'].includes(el.type)) return el.type;
    return ['submit', 'button', 'image', 'reset'].includes(el.type) ? 'button' : 'textbox';
  }

  function pathOf(el) {
    const steps = [];
    for (let one = el; one && one.nodeType === 1;) {
      const alike = one.parentNode ? [...one.parentNode.children].filter((other) => tag(other) === tag(one)) : [one];
      steps.push(`${tag(one)}[${alike.indexOf(one) + 1}]`);
      const parent = one.parentNode;
      if (parent instanceof ShadowRoot) steps.push('#shadow');
      one = parent instanceof ShadowRoot ? parent.host : parent;
    }
    return `/${steps.reverse().join('/')}`;
  }

  function neighboursOf(el) {
    const found = new Set();
    for (let [inner, level] = [el, 0]; inner.parentNode && level < 4 && found.size < 8; level += 1) {
      const nodes = [...inner.parentNode.childNodes];
      const here = nodes.indexOf(inner);
      for (const node of nodes.slice(Math.max(0, here - 3), here + 4)) {
        if (node === inner || PASSED_BY.has(node.localName)) continue;
        const text = node.nodeType === 3 ? folded(node.data) : node.nodeType === 1 ? shown(node) : '';
        if (text && text.length <= 100) found.add(text);
      }
      inner = inner.parentNode instanceof ShadowRoot ? inner.parentNode.host : inner.parentNode;
      if (!inner || ['main', 'form', 'body', 'dialog'].includes(inner.localName)) break;
    }
    return [...found].slice(0, 8);
  }

  function pickOf(el) {
    const { left, top, width, height } = el.getBoundingClientRect();
    const picture = tag(el) === 'img' ? el : el.querySelector('img[alt]');
    return {
      tag: tag(el),
      role: roleOf(el),
      name: nameOf(el),
      text: textOf(el),
      id: el.id,
      name_attribute: el.getAttribute('name') || '',
      href: el.getAttribute('href') || el.dataset.go || '',
      class_names: (el.getAttribute('class') || '').split(/\s+/).filter(Boolean),
      alt: picture ? folded(picture.alt) : '',
      kind: ['input', 'button'].includes(tag(el)) ? el.type : '',
      neighbours: neighboursOf(el),
      box: [left + scrollX, top + scrollY, width, height].map(Math.round),
      path: pathOf(el),
      language: document.documentElement.lang,
    };
  }

  /** Unfolds what is folded and gives every element its mark: its number. */
  function begin() {
    for (const el of everything()) if (el.hidden && !el.matches('dialog, template')) el.hidden = false;
    for (const el of document.querySelectorAll('details')) el.open = true;
    marks.clear();
    everything().forEach((el, at) => marks.set(el, at));
  }

  /** All that can be seen; `pressable` says of each whether a person could press or fill it. */
  function collect() {
    read = new Map();
    return everything().filter((el) => !PASSED_BY.has(tag(el)) && isThing(el) && isSeen(el)).map((el) => (
      { mark: marks.has(el) ? marks.get(el) : null, pressable: isPressable(el), pick: pickOf(el),
        leads: `${el.dataset.go || el.getAttribute('href') || ''} ${el.dataset.unfolds || ''}` }));
  }

  globalThis.picks = { begin, collect, everything, isPressable, isSeen, marks };
})();
