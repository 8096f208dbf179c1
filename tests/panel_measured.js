/*
 * Stands at the end of the panel's own function, after cut_text.js: measures each state as it is, and then as a card and
 * as a strip of each width. Nothing of that is drawn; what was found is said by the panel's own binding.
 */

const probed = new Set();
const textsOf = () => {
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode.data.trim());
  return found;
};
const coveredIn = () => [...card.querySelectorAll('button')].filter((knob) => knob.checkVisibility() && !knob.disabled).flatMap((knob) => {
  const { left, top, right, bottom } = knob.getBoundingClientRect();
  const within = [...card.querySelectorAll('*'), card].filter((one) => one.contains(knob) && getComputedStyle(one).overflowY !== 'visible');
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const isInSight = within.every((one) => !apart(rectOf(one), { left: x, top: y, right: x + 1, bottom: y + 1 }));
  const over = isInSight ? root.elementFromPoint(x, y) : knob; // else it has to be scrolled to
  const passes = over?.closest('.head, .foot'); // where these stay in their place, the rest goes by beneath
  if (passes && !passes.contains(knob) && getComputedStyle(passes).position === 'sticky') return [];
  return !over || over === host || over.contains(knob) || knob.contains(over) ? [] : [`button ${knob.textContent}: under ${over.className || over.localName}`];
});
const cutNow = () => {
  const { left, top, right, bottom } = card.getBoundingClientRect();
  const isInside = left >= 0 && top >= 0 && right <= viewport.offsetWidth && bottom <= viewport.offsetHeight;
  const covered = stage.classList.contains('busy') ? [] : coveredIn();
  return [...(isInside ? [] : [`the card is not in the window: ${[left, top, right, bottom]}`]), ...cutIn(card), ...covered];
};
const probe = () => {
  if (!now.view || !host.isConnected || stage.classList.contains('veiled') || !card.getClientRects().length) return;
  const key = [innerWidth, innerHeight, stage.className, card.style.cssText, stage.style.cssText, card.innerHTML].join();
  if (probed.has(key)) return;
  probed.add(key);
  const { state, question } = now.view;
  const as = () => (!stage.classList.contains('folded') ? 'card' : question ? 'strip' : 'pill');
  const found = { [as()]: cutNow() };
  const shapes = question ? [...CARDS, ...STRIPS] : [CARDS[0], PILL];
  for (const shape of shapes) {
    measure(shape);
    found[`${as()} of ${shape.width}`] = cutNow();
  }
  measure(placing.shape);
  observing.takeRecords();
  globalThis.optoutSay(JSON.stringify({ type: 'measured', state, about: question?.topic || question?.about || '', found, texts: textsOf(),
    dir: getComputedStyle(card).direction, window: [innerWidth, innerHeight] }));
};
const observing = new MutationObserver(probe);
observing.observe(stage, { subtree: true, childList: true, characterData: true, attributes: true });
