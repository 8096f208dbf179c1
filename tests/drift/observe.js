// Tells the suite what real presses land on that are not done `byHand`, and finds what a person would point at. In every frame, from the start.
(() => {
  const flat = (text) => (text || '').replace(/\s+/g, ' ').trim();
  const upwards = (el) => {
    const path = [];
    for (let one = el; one; one = one.parentElement || one.getRootNode().host) path.push(one);
    return path;
  };
  const called = (el) => [el.getAttribute('aria-label'), el.innerText].map(flat).filter((text) => text && text.length < 200);

  function describe(el) {
    const path = upwards(el);
    const within = path.slice(0, 5);
    return {
      mark: path.find((one) => one.dataset?.oracle)?.dataset.oracle || '',
      texts: within.flatMap(called),
      href: within.map((one) => one.getAttribute('href') || one.dataset.go || '').find(Boolean) || '',
    };
  }

  function* everything(root) {
    for (const el of root.querySelectorAll('*')) {
      yield el;
      if (el.shadowRoot) yield* everything(el.shadowRoot);
    }
  }

  const reachable = (el) => el.checkVisibility() && el.getBoundingClientRect().width > 0 &&
    (!document.querySelector('dialog:modal') || upwards(el).some((one) => one.matches('dialog:modal')));

  /** The innermost drawn thing with one of these marks, or one of these names that leads to none of the wrong places. */
  function find({ marks, names, wrong }) {
    const there = [...everything(document)].filter(reachable);
    for (const mark of marks) {
      const marked = there.find((el) => el.dataset.oracle === mark);
      if (marked) return marked;
    }
    const fits = (el) => called(el).some((text) => names.includes(text)) && !['decoy'].includes(describe(el).mark) &&
      !wrong.some((address) => describe(el).href.endsWith(address)) && !el.matches('h1, h2, h3, title');
    return there.filter(fits).pop() || null;
  }

  document.addEventListener('click', (event) => {
    if (event.isTrusted && !globalThis.suite.byHand) globalThis.suiteHears?.(describe(event.composedPath()[0]));
  }, true);
  Object.defineProperty(globalThis, 'suite', { value: { describe, find } });
})();
