// @ts-check
// Where an element is, for ringing and pressing it: brought into view, and standing still.

const FRAMES = 2; // that are drawn while it stays where it is: then it stands still

/** What is being watched for standing still, and for how many frames it has. @type {{el: Element, was: number[], frames: number} | null} */
let watched = null;

/** @param {Element} el @param {number[]} now @returns {boolean} whether it has been here for some frames */
function isSteady(el, now) {
  if (!watched || watched.el !== el || watched.was.some((value, at) => value !== now[at])) {
    const one = { el, was: now, frames: 0 };
    const count = () => {
      one.frames += 1;
      if (one.frames < FRAMES) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    watched = one;
  }
  return watched.frames >= FRAMES;
}

/** Whether all of an area is to be seen without scrolling: in the window, and in each box around the element that clips.
 * @param {Element} el @param {Area} area */
function isInView(el, { left, top, right, bottom }) {
  const lies = (/** @type {Area} */ box) =>
    left >= box.left - 1 && top >= box.top - 1 && right <= box.right + 1 && bottom <= box.bottom + 1;
  if (!lies({ left: 0, top: 0, right: innerWidth, bottom: innerHeight })) return false;
  for (const one of upwards(el)) {
    if (one !== el && getComputedStyle(one).overflow !== 'visible' && !lies(rectOf(one))) return false;
  }
  return true;
}

/** Brings an element into view, as far as it has a box; in a frame, the frame as well.
 * @param {Element} el @returns {Brought} where all of it is then */
function bring(el) {
  const before = areaOf(el);
  if (before.width && before.height) {
    const inView = isInView(el, before);
    const block = inView ? 'nearest' : 'center';
    if (!inView || top !== window) Element.prototype.scrollIntoView.call(el, { block, inline: 'nearest', behavior: 'instant' });
  }
  const now = areaOf(el);
  return { whole: sizeOf(wholeOf(el)), steady: !(now.width && now.height) || isSteady(el, sizeOf(now)) };
}
