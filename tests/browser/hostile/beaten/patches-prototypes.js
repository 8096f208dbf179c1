const bad = () => { throw new Error('patched') };
  for (const of of [Array, String, Object, Function, Promise, Map, Set, Element, Node, Document, EventTarget, HTMLElement])
  for (const name of Object.getOwnPropertyNames(of.prototype))
  try { if (!['constructor', 'call', 'apply', 'bind'].includes(name)) of.prototype[name] = bad } catch {}
  JSON.stringify = JSON.parse = bad;
  Element.prototype.attachShadow = bad;
  window.setTimeout = window.setInterval = bad;
  Object.defineProperty(Event.prototype, 'isTrusted', {get: () => true});
  window.MutationObserver = window.IntersectionObserver = CSSStyleSheet = bad
