// What the page of widgets does to itself: see widgets.py.

const all = (root) => [...root.querySelectorAll('*')].flatMap((el) => [el, ...(el.shadowRoot ? all(el.shadowRoot) : [])]);
const above = (el) => el.assignedSlot || el.parentElement || el.getRootNode().host || null;
const SHADOWS = {
  'x-slot': '<b><slot></slot></b>',
  'x-scroll': '<div style="height:60px;overflow:auto"><p style="height:900px"></p><slot></slot></div>',
};

/** Shadow roots, which HTML set from outside does not have. */
function growShadows() {
  for (const [tag, html] of Object.entries(SHADOWS)) {
    for (const el of document.querySelectorAll(tag)) el.attachShadow({ mode: 'open' }).innerHTML = html;
  }
  for (const el of document.querySelectorAll('x-shadow')) {
    const root = el.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${document.querySelector('style').textContent}</style><div></div>`;
    root.lastChild.append(...el.childNodes);
  }
}

/** A person scrolls what has, or may have, bars: each of these so far that the thing is in its middle, outermost last. */
function scrollAll() {
  for (const el of all(document).filter((one) => one.hasAttribute('data-w'))) {
    for (let box = above(el); box && !box.classList.contains('cell'); box = above(box)) {
      const style = getComputedStyle(box);
      const [a, b] = [(el.labels?.[0] ?? el).getBoundingClientRect(), box.getBoundingClientRect()];
      if (/auto|scroll/.test(style.overflowY)) box.scrollTop += a.top - b.top - (b.height - a.height) / 2;
      if (/auto|scroll/.test(style.overflowX)) box.scrollLeft += a.left - b.left - (b.width - a.width) / 2;
    }
  }
}

const phaseOf = (at, columns) => ((at % columns) % 2) + 2 * (Math.floor(at / columns) % 2);

/** Hides what is drawn in one cell of four: what a widget draws beyond its own shall not count for its neighbour. */
function hide(phase, columns) {
  [...document.querySelectorAll('.cell')].forEach((cell, at) => {
    const inner = [...cell.querySelectorAll('x-shadow')].map((el) => el.shadowRoot.lastChild);
    for (const box of [cell, ...inner]) box.classList.toggle('gone', phaseOf(at, columns) === phase);
  });
}

/** How many pixels of each cell are others once it is hidden. */
async function changes(before, phases, count, columns, width, height) {
  const read = async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return context;
  };
  const shown = await read(before);
  const hidden = await Promise.all(phases.map(read));
  return Array.from({ length: count }, (_, at) => {
    const cell = [(at % columns) * width, Math.floor(at / columns) * height, width, height];
    const [a, b] = [shown, hidden[phaseOf(at, columns)]].map((context) => context.getImageData(...cell).data);
    let changed = 0;
    for (let i = 0; i < a.length; i += 4) if (a[i] !== b[i] || a[i + 1] !== b[i + 1] || a[i + 2] !== b[i + 2]) changed += 1;
    return changed;
  });
}
