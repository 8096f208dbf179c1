/*
 * What a person could not read: text that is cut, sticks out of its box, lies over other text, or cannot be scrolled to.
 * `cutIn(top, may)` has a line for each such thing below `top`. `may` are selectors of what is scrolled sideways on
 * purpose, such as the lines of a file.
 */

const cutIn = (top, may = 'textarea') => {
  const found = [];
  const edge = 1.5; // px; widths are fractions, and scrollWidth and clientWidth round them
  const called = (node) => `${node.localName}${node.className && node.className.trim ? `.${node.className.trim().replace(/ +/g, '.')}` : ''}`;
  const tell = (node, why) => found.push(`${called(node)}: ${why}: ${(node.innerText ?? node.textContent).trim().slice(0, 60)}`);
  const unseen = new Map(); // what only a screen reader has, and what waits beside the window until it has the focus
  const isUnseen = (node) => {
    if (node === top.parentElement || !node) return false;
    if (!unseen.has(node)) {
      const { clipPath, position, insetInlineStart } = getComputedStyle(node);
      const aside = position === 'absolute' && parseFloat(insetInlineStart) < -999;
      unseen.set(node, clipPath === 'inset(50%)' || aside || isUnseen(node.parentElement));
    }
    return unseen.get(node);
  };
  const isShown = (node) => node.checkVisibility({ visibilityProperty: true }) && !isUnseen(node);
  /** What stays in its place while the rest goes by beneath. */
  const heldBy = (node) => {
    for (let up = node; up && up !== top; up = up.parentElement) if (getComputedStyle(up).position === 'sticky') return up;
    return null;
  };
  const scrolls = (how) => how === 'auto' || how === 'scroll';

  /** Why a box cannot be seen whole, after all scrolling that a person can do: of lines only what is above and below. */
  const hiddenBy = (node, box) => {
    let { left, right, top: above, bottom } = box;
    for (let up = node; up && up !== document.documentElement && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY, position, display } = getComputedStyle(up);
      if (overflowX !== 'visible' && display !== 'inline') {
        const rect = up.getBoundingClientRect();
        const inner = { left: rect.left + up.clientLeft, top: rect.top + up.clientTop };
        Object.assign(inner, { right: inner.left + up.clientWidth, bottom: inner.top + up.clientHeight });
        if (scrolls(overflowX) && up.matches(may)) [left, right] = [inner.left, inner.right];
        if (left < inner.left - edge || right > inner.right + edge) return `outside ${called(up)} sideways`;
        if (scrolls(overflowY)) {
          const from = inner.top - up.scrollTop;
          if (above < from - edge || bottom > from + up.scrollHeight + edge) return `not to be scrolled to in ${called(up)}`;
          if (bottom - above > up.clientHeight + edge && !up.querySelector(':scope textarea')) return `taller than ${called(up)}, in which it is scrolled`;
          [above, bottom] = [inner.top, inner.top + Math.min(bottom - above, up.clientHeight)];
        } else if (above < inner.top - edge || bottom > inner.bottom + edge) return `outside ${called(up)}`;
      }
      if (position === 'fixed') {
        const fits = left >= -edge && above >= -edge && right <= innerWidth + edge && bottom <= innerHeight + edge;
        return fits ? '' : 'outside the window';
      }
    }
    const wide = document.documentElement.clientWidth;
    return left < -edge || right > wide + edge ? 'outside the page sideways' : '';
  };

  /** What is to be seen of a box now, as things are scrolled. */
  const seenOf = (node, { left, right, top: above, bottom }) => {
    const seen = { left, right, top: above, bottom };
    for (let up = node; up && up !== top.parentElement; up = up.parentElement) {
      if (getComputedStyle(up).overflowX === 'visible') continue;
      const rect = up.getBoundingClientRect();
      for (const side of ['left', 'top']) seen[side] = Math.max(seen[side], rect[side]);
      for (const side of ['right', 'bottom']) seen[side] = Math.min(seen[side], rect[side]);
    }
    return seen;
  };

  const lengthOf = (node, text) => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d');
    pen.font = getComputedStyle(node).font;
    return pen.measureText(text).width;
  };
  const roomOf = (node) => {
    const { paddingLeft, paddingRight } = getComputedStyle(node);
    return node.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  };

  /** A box that holds less than there is in it. */
  const overflown = (node) => {
    const { display, overflowX, overflowY } = getComputedStyle(node);
    if (node.matches('input, select') && getComputedStyle(node).appearance !== 'base-select') {
      const text = node.matches('select') ? node.selectedOptions[0]?.text : node.value ? '' : node.placeholder;
      const lacking = text ? lengthOf(node, text) - roomOf(node) + (node.matches('select') ? 16 : 0) : 0; // its arrow
      if (lacking > 0) tell(node, `${Math.ceil(lacking)} px too narrow for “${text}”`);
      return;
    }
    if (!node.textContent.trim() && !node.value) return;
    if (['inline', 'contents'].includes(display) || node.matches('svg *, svg, canvas, img, progress, option, optgroup')) return;
    const [wider, taller] = [node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight];
    if (wider > 1 && !(scrolls(overflowX) && node.matches(may))) tell(node, `${wider} px wider than its box`);
    if (taller > 1 && !scrolls(overflowY) && ['hidden', 'clip'].includes(overflowY)) tell(node, `${taller} px taller than its box`);
  };

  const texts = [];
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = top; node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (!isShown(node)) continue;
      overflown(node);
      if (node.matches('button, a[href], input, select, textarea, summary')) {
        const why = node.getClientRects().length && hiddenBy(node.parentElement, node.getClientRects()[0]);
        if (why) tell(node, why);
      }
    } else if (node.data.trim() && isShown(node.parentElement) && !node.parentElement.closest('option')) {
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width }) => width);
      const why = rects.map((rect) => hiddenBy(node.parentElement, rect)).find(Boolean);
      if (why) tell(node.parentElement, why);
      const held = heldBy(node.parentElement);
      const seen = rects.map((rect) => seenOf(node.parentElement, rect)).filter(({ left, right, top: above, bottom }) => left < right && above < bottom);
      texts.push(...seen.map((rect) => ({ node, rect, held })));
    }
  }
  texts.sort((one, other) => one.rect.top - other.rect.top);
  texts.forEach(({ node, rect, held }, at) => {
    for (let next = at + 1; next < texts.length && texts[next].rect.top < rect.bottom; next += 1) {
      const other = texts[next];
      const across = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left);
      const down = Math.min(rect.bottom, other.rect.bottom) - other.rect.top;
      const isOver = across > 2 && down > 0.35 * Math.min(rect.bottom - rect.top, other.rect.bottom - other.rect.top);
      if (isOver && other.node !== node && other.held === held) tell(node.parentElement, `lies over “${other.node.data.trim().slice(0, 40)}”`);
    }
  });
  return [...new Set(found)];
};
