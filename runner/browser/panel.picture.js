/*
 * The picture a person looks at before it is kept, and the black boxes they draw on it. Knows no runner and no question
 * but its picture's. What is kept is painted here as well: opaque black, drawn anew pixel by pixel.
 *
 * Why a canvas: an <img> would need an address, which a page's policy may forbid; a bitmap made from bytes needs none.
 */

/** @typedef {{x: number, y: number, width: number, height: number}} Patch a box in px of the picture, possibly fractional */

const canvas = el('canvas', { 'data-do': 'picture' });
const marks = el('div', { class: 'marks' });
const leaf = el('div', { class: 'leaf' }, canvas, marks);
const desk = el('div', { class: 'desk', tabindex: '0', role: 'group', dir: 'ltr', 'aria-roledescription': WORDS.picture_kind,
  'aria-label': WORDS.picture }, leaf);
const adding = el('button', { type: 'button', 'data-do': 'box', title: WORDS.black_out_how }, icon('box'), WORDS.black_out);
const undoing = el('button', { type: 'button', 'data-do': 'undo', title: 'Ctrl+Z' }, icon('back'), WORDS.undo);
const count = el('span', { class: 'count', role: 'status' });
const viewer = el('div', { class: 'viewer' }, desk, el('div', { class: 'tools' }, adding, undoing, count));

/** @typedef {{kind: 'draw' | 'size' | 'move', before: Patch[], from: {x: number, y: number}, box: Patch, moved: boolean}} Hold
 *   what is done to a box, and how all was before that */
/** @type {{question: string, boxes: Patch[], past: Patch[][], at: number, drag: Hold | null}} */
const pic = { question: '', boxes: [], past: [], at: -1, drag: null };
const SMALLEST = 6; // px of the screen; less is a click and no box

// ── Looking ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {string} png base64 @returns {Promise<ImageBitmap>} */
function bitmapOf(png) {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: 'image/png' }), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
}

/** @param {Look} message */
async function look({ question, png, boxes }) {
  const bitmap = await bitmapOf(png);
  Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  Object.assign(pic, { question, past: [], at: -1, drag: null });
  pic.boxes = boxes.map(([x, y, width, height]) => ({ x, y, width, height }));
  paintMarks();
  desk.scrollTo(0, 0);
}

/** That so many parts are black. @param {number} parts */
function blacked(parts) {
  const { forms, which } = WORDS.blacked;
  return forms[which[Math.min(parts, which.length - 1)]].replace('{count}', String(parts));
}

/** Draws the boxes over the picture as they will be in the file. */
function paintMarks() {
  const share = (/** @type {number} */ length, /** @type {number} */ whole) => `${(100 * length) / whole}%`;
  marks.replaceChildren(...pic.boxes.map((box, number) => {
    const patch = el('div', { class: number === pic.at ? 'black chosen' : 'black', 'data-box': String(number) },
      el('i', { class: 'corner', 'data-corner': '' }));
    patch.style.left = share(box.x, canvas.width);
    patch.style.top = share(box.y, canvas.height);
    patch.style.width = share(box.width, canvas.width);
    patch.style.height = share(box.height, canvas.height);
    return patch;
  }));
  undoing.disabled = !pic.past.length;
  count.textContent = pic.boxes.length ? blacked(pic.boxes.length) : WORDS.drag;
}

/** A box as it is painted: whole pixels, none of it outside the picture, and never less than what was covered.
 * @param {Patch} patch @returns {Box} */
function whole({ x, y, width, height }) {
  const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
  const right = Math.min(canvas.width, Math.ceil(x + width));
  const bottom = Math.min(canvas.height, Math.ceil(y + height));
  return [left, top, Math.max(0, right - left), Math.max(0, bottom - top)];
}

/** Takes a change over: from now on it can be taken back, and the runner knows of it. @param {Patch[]} before */
function changed(before) {
  pic.past.push(before);
  paintMarks();
  sayBoxes();
}

const sayBoxes = () => say({ type: 'boxes', question: pic.question,
  boxes: pic.boxes.map(whole).filter(([, , width, height]) => width && height) });

function undo() {
  const before = pic.past.pop();
  if (!before) return;
  Object.assign(pic, { boxes: before, at: -1 });
  paintMarks();
  sayBoxes();
}

// ── With the mouse ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Where on the picture a pointer is, in its px, and how many of them one px of the screen is. @param {PointerEvent} event */
function spotOf(event) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const scale = canvas.width / (width || 1);
  /** @param {number} value @param {number} length @param {number} most */
  const at = (value, length, most) => Math.min(most, Math.max(0, (value / (length || 1)) * most));
  return { x: at(event.clientX - left, width, canvas.width), y: at(event.clientY - top, height, canvas.height), scale };
}

/** Takes hold of a box, of its corner, or begins a new one. @param {PointerEvent} event @param {Element} target */
function grab(event, target) {
  const patch = /** @type {HTMLElement | null} */ (target.closest('[data-box]'));
  const spot = spotOf(event);
  const before = pic.boxes.map((box) => ({ ...box }));
  const kind = !patch ? 'draw' : target.closest('[data-corner]') ? 'size' : 'move';
  if (patch) pic.at = Number(patch.dataset.box);
  else pic.at = pic.boxes.push({ x: spot.x, y: spot.y, width: 0, height: 0 }) - 1;
  pic.drag = { kind, before, from: spot, box: { ...pic.boxes[pic.at] }, moved: false };
  desk.focus({ preventScroll: true });
  desk.setPointerCapture(event.pointerId);
  paintMarks();
}

/** @param {PointerEvent} event @param {Hold} hold */
function drag(event, hold) {
  const { kind, from, box } = hold;
  const spot = spotOf(event);
  const [dx, dy] = [spot.x - from.x, spot.y - from.y];
  hold.moved ||= Math.max(Math.abs(dx), Math.abs(dy)) >= SMALLEST * spot.scale;
  if (kind === 'move') shift(pic.boxes[pic.at], box.x + dx, box.y + dy);
  else if (kind === 'size') resize(pic.boxes[pic.at], box.width + dx, box.height + dy);
  else {
    Object.assign(pic.boxes[pic.at], { x: Math.min(from.x, spot.x), y: Math.min(from.y, spot.y),
      width: Math.abs(dx), height: Math.abs(dy) });
  }
  paintMarks();
}

/** @param {Hold} hold */
function drop({ moved, before }) {
  pic.drag = null;
  if (moved) return changed(before);
  pic.boxes = before;
  if (pic.at >= before.length) pic.at = -1;
  return paintMarks();
}

/** @param {Patch} box @param {number} x @param {number} y */
const shift = (box, x, y) => Object.assign(box, { x: Math.min(canvas.width - box.width, Math.max(0, x)),
  y: Math.min(canvas.height - box.height, Math.max(0, y)) });
/** @param {Patch} box @param {number} width @param {number} height */
const resize = (box, width, height) => Object.assign(box, { width: Math.min(canvas.width - box.x, Math.max(SMALLEST, width)),
  height: Math.min(canvas.height - box.y, Math.max(SMALLEST, height)) });

// ── With the keyboard ───────────────────────────────────────────────────────────────────────────────────────────────

/** A box in the middle of what is to be seen of the picture; where it belongs, it is moved to. */
function addBox() {
  const before = pic.boxes.map((box) => ({ ...box }));
  const [view, paper] = [desk, canvas].map((node) => node.getBoundingClientRect());
  const scale = canvas.width / (paper.width || 1);
  const middle = { x: (view.left + view.width / 2 - paper.left) * scale, y: (view.top + view.height / 2 - paper.top) * scale };
  const size = { width: Math.min(canvas.width, 160 * scale), height: Math.min(canvas.height, 36 * scale) };
  pic.at = pic.boxes.push({ x: 0, y: 0, ...size }) - 1;
  shift(pic.boxes[pic.at], middle.x - size.width / 2, middle.y - size.height / 2);
  changed(before);
  desk.focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event @param {[number, number] | undefined} arrow @returns {boolean} whether the key was for the picture */
function onPictureKey(event, arrow) {
  const chosen = pic.boxes[pic.at];
  const key = event.key.toLowerCase();
  if (key === 'z' && (event.ctrlKey || event.metaKey)) undo();
  else if (event.ctrlKey || event.metaKey || event.altKey) return false;
  else if (key === 'b') addBox();
  else if (key === 'n' && pic.boxes.length) choose((pic.at + 1) % pic.boxes.length);
  else if (chosen && (key === 'delete' || key === 'backspace')) remove();
  else if (chosen && arrow) steer(chosen, arrow, event.shiftKey);
  else return false;
  event.preventDefault();
  return true;
}

/** @param {number} number */
function choose(number) {
  pic.at = number;
  paintMarks();
  marks.children[number].scrollIntoView({ block: 'nearest' });
}

function remove() {
  const before = pic.boxes;
  pic.boxes = before.filter((_, number) => number !== pic.at);
  pic.at = -1;
  changed(before);
}

/** @param {Patch} box @param {[number, number]} arrow @param {boolean} sizes whether it is made larger, not moved */
function steer(box, [dx, dy], sizes) {
  const before = pic.boxes.map((one) => ({ ...one }));
  const far = 8 * (canvas.width / (canvas.getBoundingClientRect().width || 1));
  if (sizes) resize(box, box.width + dx * far, box.height + dy * far);
  else shift(box, box.x + dx * far, box.y + dy * far);
  changed(before);
  marks.children[pic.at].scrollIntoView({ block: 'nearest' });
}

// ── Keeping ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The picture with nothing but black in these boxes. @param {Paint} message @returns {Promise<string>} PNG in base64 */
async function painted({ png, boxes }) {
  const bitmap = await bitmapOf(png);
  const board = new OffscreenCanvas(bitmap.width, bitmap.height);
  const pen = board.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('there is nothing to paint with');
  pen.drawImage(bitmap, 0, 0);
  bitmap.close();
  pen.fillStyle = '#000';
  for (const [x, y, width, height] of boxes) pen.fillRect(x, y, width, height);
  return base64(await board.convertToBlob({ type: 'image/png' }));
}

/** @param {Blob} blob @returns {Promise<string>} */
function base64(blob) {
  return new Promise((done, failed) => {
    const reading = new FileReader();
    reading.onload = () => {
      const url = String(reading.result);
      done(url.slice(url.indexOf(',') + 1));
    };
    reading.onerror = () => failed(reading.error);
    reading.readAsDataURL(blob);
  });
}
