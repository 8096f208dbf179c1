// What redesigns do to a page, done to the real one: each change takes a source of chance and how often (0 to 1) it acts.
(() => {
  const { everything, isPressable, isSeen, marks } = globalThis.picks;

  /** @param {number} seed @returns {() => number} chance that can be had again */
  const chances = (seed) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const one = (chance, list) => list[Math.floor(chance() * list.length)];
  const pressables = () => everything().filter((el) => isPressable(el) && isSeen(el));
  const some = (chance, often, list) => list.filter(() => chance() < often);
  const OTHER = ('Overview Manage Options Details Explore Preferences Discover Account Tools Updates Guide Choices Start ' +
    'Review Support Contact Services Community Learn More Team Plans News Safety Activity').split(' ');
  const SAME = Object.entries({
    centre: 'Hub', center: 'Hub', settings: 'Preferences', preferences: 'Settings', help: 'Support', log: 'Sign',
    email: 'Mail', privacy: 'Data protection', submit: 'Send', request: 'Application', object: 'Opt out', about: 'On',
    account: 'Profile', profile: 'Account', search: 'Find', name: 'Called', decline: 'Reject', allow: 'Accept',
    cookies: 'Trackers', policy: 'Rules', terms: 'Conditions', your: 'My', information: 'Data', photos: 'Pictures',
    home: 'Start', forgot: 'Lost', country: 'Land', reason: 'Grounds', activity: 'History', learn: 'Read',
    einstellungen: 'Optionen', hilfe: 'Unterstützung', anmelden: 'Einloggen', widerspruch: 'Einspruch',
    konto: 'Profil', daten: 'Informationen', antrag: 'Gesuch', ablehnen: 'Verweigern',
  });

  /** The texts by which a thing is called: those in it, of its label, and in attributes. */
  function callings(el) {
    const holders = [el, ...(el.labels || [])];
    const walk = holders.flatMap((holder) => {
      const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
      return nodes;
    });
    const texts = walk.map((node) => ({ text: node.data, set: (text) => { node.data = text; } }));
    for (const name of ['aria-label', 'placeholder', 'alt', 'title']) {
      if (el.getAttribute(name)) texts.push({ text: el.getAttribute(name), set: (text) => el.setAttribute(name, text) });
    }
    return texts;
  }

  const recall = (el, to) => { for (const { text, set } of callings(el)) set(to(text.trim())); };

  const CHANGES = {
    unchanged() {},
    'text a bit'(chance, often) {
      for (const el of some(chance, often, pressables())) {
        const way = Math.floor(chance() * 4);
        const word = one(chance, OTHER);
        recall(el, (text) => {
          const words = text.split(' ');
          if (way === 0) return `${text} ${word.toLowerCase()}`;
          if (way === 1 && words.length > 2) return words.slice(0, -1).join(' ');
          if (way === 2 && words.length > 1) return [...words.slice(0, -1), word].join(' ');
          return way === 3 ? `${word} ${text}` : `${text}s`;
        });
      }
    },
    'text wholly'(chance, often) {
      for (const el of some(chance, often, pressables())) {
        const words = [one(chance, OTHER), one(chance, OTHER).toLowerCase()];
        recall(el, (text) => (text.includes(' ') ? words.join(' ') : words[0]));
      }
    },
    synonym(chance, often) {
      for (const el of some(chance, often, pressables())) {
        recall(el, (text) => SAME.reduce((so, [word, other]) => so.replace(new RegExp(`\\b${word}\\b`, 'i'), other), text));
      }
    },
    badge(chance, often) {
      for (const el of some(chance, often, pressables())) {
        const way = one(chance, [' 3', ' (12)', ' New', '…', ' ›']);
        recall(el, (text) => (way === '…' ? `${text.slice(0, Math.ceil(text.length * 0.7))}…` : text + way));
      }
    },
    'icon for text'(chance, often) {
      for (const el of some(chance, often, pressables())) {
        if (['input', 'select', 'textarea', 'label'].includes(el.localName) || !el.innerText.trim()) continue;
        if (el.innerText.trim().length > 40) continue;
        const text = el.innerText.trim();
        const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        icon.setAttribute('width', '24');
        icon.setAttribute('height', '24');
        el.replaceChildren(icon);
        el.setAttribute('aria-label', text);
      }
    },
    hashed(chance) {
      const seed = Math.floor(chance() * 1e9);
      const hash = (word) => `x${(seed ^ [...word].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) | 0, 7)) >>> 0}`
        .replace(/\d/g, (digit, at) => (at % 3 ? digit : 'kqzvjxwnbt'[Number(digit)]));
      for (const el of everything()) {
        if (el.id) el.id = hash(el.id);
        if (el.htmlFor) el.htmlFor = hash(el.htmlFor);
        if (el.getAttribute('class')) el.setAttribute('class', [...el.classList].map(hash).join(' '));
      }
    },
    'other names'(chance, often) {
      const fresh = () => `${one(chance, OTHER)}-${one(chance, OTHER)}`.toLowerCase();
      for (const el of some(chance, often, everything())) {
        if (el.id) el.id = fresh();
        if (el.getAttribute('class')) el.setAttribute('class', `${fresh()} ${fresh()}`);
        if (el.getAttribute('name') && chance() < 0.5) el.setAttribute('name', fresh());
      }
    },
    wrapped(chance, often) {
      for (const el of some(chance, often, pressables())) {
        for (let more = 1 + Math.floor(chance() * 3); more; more -= 1) {
          const box = document.createElement(one(chance, ['div', 'span']));
          el.replaceWith(box);
          box.append(el);
        }
        if (chance() < 0.5 && el.firstChild && !['select', 'textarea', 'input'].includes(el.localName)) {
          const inner = document.createElement('span');
          inner.append(...el.childNodes);
          el.append(inner);
        }
      }
    },
    tag(chance, often) {
      for (const el of some(chance, often, pressables())) {
        if (['input', 'select', 'textarea', 'label', 'summary'].includes(el.localName)) continue;
        const to = el.localName === 'a' ? one(chance, ['button', 'div']) : one(chance, ['a', 'div', 'button']);
        const other = document.createElement(to);
        for (const { name, value } of [...el.attributes]) {
          if (name !== 'href' || to === 'a') other.setAttribute(name, value);
        }
        if (to === 'button') other.type = 'button';
        if (to === 'div') other.setAttribute('role', 'button');
        if (to === 'div') other.tabIndex = 0;
        other.append(...el.childNodes);
        marks.set(other, marks.get(el));
        el.replaceWith(other);
      }
    },
    address(chance, often) {
      for (const el of some(chance, often, pressables())) {
        const name = el.hasAttribute('href') ? 'href' : 'data-go';
        const href = el.getAttribute(name);
        if (!href || href === '#') continue;
        const ways = [`${href}${href.includes('?') ? '&' : '?'}ref=nav`, `/en${href.startsWith('/') ? href : `/${href}`}`,
          href.replace(/[^/]*\/?$/, (last) => `${last.replace('/', '')}-2/`), `/${one(chance, OTHER).toLowerCase()}`];
        el.setAttribute(name, one(chance, href.startsWith('http') ? [ways[0], ways[2]] : ways));
      }
    },
    moved(chance, often) {
      const bar = document.createElement('nav');
      const around = some(chance, often, pressables()).map((el) => el.closest('li, label, p > a, td') || el);
      for (const el of around) {
        const item = document.createElement('div');
        if (!el.contains(bar)) item.append(el);
        bar.append(item);
      }
      if (chance() < 0.5) document.body.prepend(bar);
      else document.body.append(bar);
    },
    reordered(chance) {
      for (const parent of new Set(pressables().map((el) => (el.closest('li, tr') || el).parentNode))) {
        const inside = [...parent.children].filter((el) => !['script', 'style', 'link'].includes(el.localName));
        if (inside.length < 3 || parent === document.body) continue;
        for (let at = inside.length - 1; at > 0; at -= 1) {
          const other = Math.floor(chance() * (at + 1));
          [inside[at], inside[other]] = [inside[other], inside[at]];
        }
        parent.append(...inside);
      }
    },
    'more siblings'(chance, often) {
      for (const el of some(chance, often, pressables())) {
        const item = el.closest('li, tr, label') || el;
        const copy = item.cloneNode(true);
        for (const inner of [copy, ...copy.querySelectorAll('*')]) {
          const words = `${one(chance, OTHER)} ${one(chance, OTHER).toLowerCase()}`;
          if (inner.id) inner.removeAttribute('id');
          if (inner.hasAttribute('href')) inner.setAttribute('href', `/${words.replace(' ', '/').toLowerCase()}`);
          if (inner.hasAttribute('aria-label')) inner.setAttribute('aria-label', words);
          for (const node of inner.childNodes) if (node.nodeType === 3 && node.data.trim()) node.data = words;
        }
        if (chance() < 0.5) item.before(copy);
        else item.after(copy);
      }
    },
    'same elsewhere'(chance, often) {
      const foot = document.createElement('footer');
      for (const el of some(chance, often, pressables())) {
        const copy = el.cloneNode(true);
        copy.removeAttribute('id');
        if (copy.hasAttribute('href')) copy.setAttribute('href', `/${one(chance, OTHER).toLowerCase()}/${one(chance, OTHER)}`);
        const item = document.createElement('p');
        item.append(copy);
        foot.append(item);
      }
      document.body.append(foot);
    },
    'box on top'(chance) {
      const box = document.createElement('section');
      box.style.padding = '60px';
      for (let more = 3; more; more -= 1) {
        const button = document.createElement(one(chance, ['a', 'button']));
        button.textContent = `${one(chance, OTHER)} ${one(chance, OTHER).toLowerCase()}`;
        box.append(button);
      }
      document.body.prepend(box);
    },
    restyled(chance) {
      document.body.style.zoom = String(one(chance, [0.8, 1.15, 1.3]));
      document.body.style.paddingLeft = `${Math.floor(chance() * 200)}px`;
      for (const parent of new Set(pressables().map((el) => el.parentNode))) {
        if (chance() < 0.4) parent.style.display = one(chance, ['block', 'flex', 'grid']);
      }
      for (const el of some(chance, 0.3, pressables())) el.style.padding = `${Math.floor(chance() * 20)}px`;
    },
    'other surroundings'(chance, often) {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('a, button, label, [role], script')) nodes.push(walker.currentNode);
      for (const node of some(chance, often, nodes)) {
        if (node.data.trim()) node.data = node.data.split(' ').map(() => one(chance, OTHER).toLowerCase()).join(' ');
      }
    },
  };

  /** Several at once: what a new version a year later does, and what a new agency does. */
  const MIXTURES = {
    'new version': [['hashed', 1], ['wrapped', 0.3], ['text a bit', 0.15], ['address', 0.3], ['more siblings', 0.2],
      ['box on top', 1], ['badge', 0.1], ['other surroundings', 0.3]],
    redesign: [['other names', 0.9], ['text a bit', 0.2], ['text wholly', 0.05], ['address', 0.4], ['tag', 0.2],
      ['reordered', 1], ['more siblings', 0.3], ['wrapped', 0.6], ['moved', 0.3], ['restyled', 1], ['other surroundings', 0.6]],
    'redesign, another name': [['text wholly', 0.6], ['hashed', 1], ['wrapped', 0.4], ['more siblings', 0.3], ['restyled', 1]],
  };

  /** Takes things off the page with whatever shows nothing but them. @param {number[]} gone marks */
  function remove(gone) {
    for (const [el, mark] of [...marks]) {
      if (!gone.includes(mark)) continue;
      let all = el;
      const shown = (node) => node.innerText.replace(/\s+/g, '');
      while (all.parentElement !== document.body && all.parentElement && shown(all.parentElement) === shown(all)) all = all.parentElement;
      for (const label of el.labels || []) label.remove();
      all.remove();
    }
  }

  /** @param {string} name @param {number} seed @param {number} often @param {number[]} gone */
  function change(name, seed, often, gone) {
    const chance = chances(seed);
    remove(gone);
    for (const [step, rate] of MIXTURES[name] || [[name, often]]) CHANGES[step](chance, rate);
  }

  globalThis.changes = { change, names: [...Object.keys(CHANGES), ...Object.keys(MIXTURES)] };
})();
