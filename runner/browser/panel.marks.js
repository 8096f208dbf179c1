/* Rings with numbers around several things of one name, so that a person can say which of them is meant. */

const rings = el('div', { class: 'marks', 'aria-hidden': 'true' });
/** @typedef {{node: HTMLElement, box: FloatRect, element: Element | null}} Marked   the ring, and what it is around */
/** @type {{rings: Marked[], frame: number}} */
const marked = { rings: [], frame: 0 };
stage.insertBefore(rings, card);

/** @param {FloatRect[]} boxes of the viewport, in the order of their numbers; none takes the rings away */
function showMarks(boxes) {
  cancelAnimationFrame(marked.frame);
  marked.rings = boxes.map((box, at) => ({
    node: el('div', { class: 'ring still' }, el('b', {}, String(at + 1))),
    box: { ...box, x: box.x + scrollX, y: box.y + scrollY },
    element: elementIn(box),
  }));
  rings.replaceChildren(...marked.rings.map((one) => one.node));
  if (!boxes.length) {
    ringed.avoid = Boolean(ringed.box);
    return;
  }
  followMarks();
  ringed.avoid = true;
  arrange();
}

/** Keeps each ring at its thing while the page, or a part of it, scrolls. */
function followMarks() {
  for (const { node, box, element } of marked.rings) {
    if (element) {
      const { x, y, width, height } = rectOf(element);
      Object.assign(box, { x: x + scrollX, y: y + scrollY, width, height });
      node.hidden = !width && !height;
    }
    surround(node, box);
  }
  marked.frame = requestAnimationFrame(followMarks);
}

/** Puts a ring around a box in document coordinates. @param {HTMLElement} node @param {FloatRect} box */
function surround(node, { x, y, width, height }) {
  const sides = { left: x - 7, top: y - 7, width: width + 14, height: height + 14 };
  for (const [side, length] of Object.entries(sides)) node.style.setProperty(side, `${length}px`);
}
