// What redesigns do to one thing on a page. The server puts this behind every page of a stand-in, with what is to be done:
// {kind, thing: {label, tag, href}, before, words, level, decoy}. What is new works as the old did, and `data-oracle`, by
// which the person of this suite knows what they mean, is for them alone: neither flows nor the runner look at it.
(({ kind, thing, before, words, level, decoy }) => {
  const flat = (text) => (text || '').replace(/\s+/g, ' ').trim();
  const textIn = (el, label) => {
    const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (flat(walker.currentNode.data) === label) return walker.currentNode;
    return null;
  };
  const says = (el, label) => flat(el.getAttribute('aria-label')) === label || textIn(el, label) !== null;
  const all = ({ label, tag }) => [...document.querySelectorAll(tag)].filter((el) => says(el, label))
    .filter((el, at, those) => !those.some((other) => other !== el && el.contains(other)));
  const mark = (el, what) => { el.dataset.oracle = what; return el; };
  const element = (tag, text, what) => { const el = mark(document.createElement(tag), what); el.textContent = text; return el; };
  const button = (text, what, does) => {
    const el = element('button', text, what);
    el.type = 'button';
    el.addEventListener('click', does);
    return el;
  };
  const isLink = (el) => el.localName === 'a' && el.hasAttribute('href');

  function call(el, label, text) {
    const node = textIn(el, label);
    if (node) node.data = text;
    else el.setAttribute('aria-label', text);
  }

  /** Another element in the place of this one, that does the same: it goes where the link led, or lets the old one act. */
  function remade(el, other) {
    const { href } = el;
    for (const name of ['class', 'aria-label']) if (el.hasAttribute(name)) other.setAttribute(name, el.getAttribute(name));
    other.append(...el.childNodes);
    mark(other, 'target');
    const follows = isLink(el);
    const stub = follows ? null : el;
    other.addEventListener('click', (event) => {
      event.stopPropagation();
      if (follows) location.assign(href);
      else stub.click();
    });
    if (follows) el.remove();
    else {
      for (const name of ['class', 'id', 'aria-label', 'data-oracle', 'tabindex']) el.removeAttribute(name);
      el.style.display = 'none';
    }
    return other;
  }

  function replaced(el, tag, attributes = {}) {
    const other = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) other.setAttribute(name, value);
    el.before(other);
    return remade(el, other);
  }

  /** Does something once a place is drawn: at once, or when the menu around it has been unfolded. */
  function whenDrawn(place, does) {
    if (place.checkVisibility()) does();
    else {
      const look = new MutationObserver(() => {
        if (place.checkVisibility()) { look.disconnect(); does(); }
      });
      look.observe(document.documentElement, { subtree: true, attributes: true, childList: true });
    }
  }

  function hashed() {
    const seed = Math.floor(Math.random() * 1e9);
    const hash = (word) => `x${[...word].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, seed).toString(36)}`;
    const classes = new Set([...document.querySelectorAll('[class]')].flatMap((el) => [...el.classList]));
    for (const sheet of document.querySelectorAll('style')) {
      for (const name of classes) sheet.textContent = sheet.textContent.replaceAll(new RegExp(`\\.${name}(?![\\w-])`, 'g'), `.${hash(name)}`);
    }
    for (const el of document.querySelectorAll('[class]')) el.className = [...el.classList].map(hash).join(' ');
    const ids = new Map([...document.querySelectorAll('[id]')].map((el) => [el.id, hash(el.id)]));
    const refers = ['id', 'for', 'aria-controls', 'aria-labelledby', 'aria-describedby', 'data-opens', 'data-modal', 'data-shows', 'data-notes'];
    for (const name of refers) {
      for (const el of document.querySelectorAll(`[${name}]`)) if (ids.has(el.getAttribute(name))) el.setAttribute(name, ids.get(el.getAttribute(name)));
    }
  }

  /** Everything folded away around it is opened. */
  function unfold(el) {
    for (let one = el; one; one = one.parentElement) {
      if (one.localName === 'dialog') { if (!one.open) one.showModal(); } else one.hidden = false;
    }
  }

  const CHANGES = {
    renamed: (el) => call(el, thing.label, words.renamed),
    synonym: (el) => call(el, thing.label, words.synonym),
    language(el) {
      const [language, text] = words.translated;
      document.documentElement.lang = language;
      call(el, thing.label, text);
    },
    submenu(el) {
      const menu = document.createElement('div');
      menu.hidden = true;
      el.before(button(level, 'level', () => { menu.hidden = !menu.hidden; }), menu);
      menu.append(el, ...(el.getAttribute('aria-expanded') ? [el.nextElementSibling] : []));
    },
    button: (el) => replaced(el, 'button', { type: 'button' }),
    tag(el) {
      const other = isLink(el) ? replaced(el, 'span') : replaced(el, el.localName === 'div' ? 'a' : 'div');
      other.style.cursor = 'pointer';
    },
    hashed() {},
    iframe(el) {
      const frame = document.createElement('iframe');
      frame.style.cssText = 'border: 0; width: 20rem; height: 4rem';
      el.before(frame);
      const inner = isLink(el) ? el : remade(el, document.createElement('button'));
      if (isLink(el)) el.target = '_top';
      frame.contentDocument.body.append(frame.contentDocument.adoptNode(inner));
    },
    shadow(el) {
      const host = document.createElement('x-entry');
      el.before(host);
      host.attachShadow({ mode: 'open' }).append(isLink(el) ? el : remade(el, document.createElement('button')));
    },
    dialog(el) {
      const place = document.createElement('span');
      const dialog = document.createElement('dialog');
      const title = document.createElement('h2');
      place.textContent = '\u00a0';
      title.textContent = level;
      el.before(place);
      place.after(dialog);
      document.body.append(dialog);
      const inner = isLink(el) ? el : remade(el, document.createElement('button'));
      dialog.append(button('×', 'close', () => dialog.close()), title, inner);
      whenDrawn(place, () => dialog.showModal());
    },
    newtab(el) { el.target = '_blank'; },
    duplicate(el) {
      const other = mark(el.cloneNode(true), 'decoy');
      for (const one of [other, ...other.querySelectorAll('*')]) {
        for (const { name } of [...one.attributes]) if (/^(id|aria-(controls|expanded|selected)|data-(?!oracle))/.test(name)) one.removeAttribute(name);
      }
      if (isLink(el)) other.href = decoy;
      else other.addEventListener('click', (event) => { event.stopPropagation(); location.assign(decoy); });
      const bar = document.createElement('div');
      bar.append('See also ', other);
      (el.closest('dialog') || document.body).prepend(bar);
    },
    slow(el) {
      const place = document.createComment('');
      el.replaceWith(place);
      setTimeout(() => place.replaceWith(el), 3000);
    },
    variant(el) {
      CHANGES.renamed(el);
      CHANGES.tag(el);
    },
  };

  /** One level less: what the thing before it led to stands in its place. */
  function flat_() {
    for (const old of all(before)) {
      const [here] = all(thing);
      if (here) {
        mark(here, 'target');
        unfold(here);
      } else if (thing.href) {
        const link = element('a', thing.label, 'target');
        link.href = thing.href;
        old.before(link);
      } else return;
      old.remove();
    }
  }

  function box() {
    if (sessionStorage.getItem('answered')) return;
    const veil = document.createElement('div');
    veil.style.cssText = 'position: fixed; inset: 0; display: grid; place-items: center; background: rgb(0 0 0 / .4); z-index: 99';
    const card = document.createElement('div');
    card.style.cssText = 'padding: 2rem; background: #fff';
    const done = () => { sessionStorage.setItem('answered', 'yes'); veil.remove(); };
    card.append(element('p', 'Save your login info on this browser?', 'box'), button('Save info', 'yes', done), button('Not now', 'no', done));
    veil.append(card);
    document.body.append(veil);
  }

  const found = all(thing);
  if (kind === 'flat') flat_();
  else if (kind === 'box') { if (found.length) box(); }
  else for (const el of found) CHANGES[kind]?.(mark(el, 'target'));
  if (kind === 'hashed' || kind === 'variant') hashed();
})
