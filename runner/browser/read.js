// @ts-check
// Reading a page past the names it gives its things: a form's or document's own properties are shadowed by what lies
// inside (`<input name="tagName">`, `<img name="body">`), also for isolated worlds. So they are taken from the prototypes.

/** @template {object} T @template {keyof T} K @param {T} proto @param {K} name @returns {(node: T) => T[K]} */
const reader = (proto, name) => {
  const get = /** @type {() => T[K]} */ (Object.getOwnPropertyDescriptor(proto, name)?.get);
  return (node) => get.call(node);
};

/** @typedef {(...args: any[]) => unknown} Method   any: only so are all methods of whatever parameters meant */
/** @template {object} T @template {keyof T} K @param {T} proto @param {K} name
 * @returns {(node: T, ...args: T[K] extends Method ? Parameters<T[K]> : never) => T[K] extends Method ? ReturnType<T[K]> : never} */
const caller = (proto, name) => {
  const method = /** @type {Method} */ (proto[name]);
  return (node, ...args) => /** @type {any} */ (method.apply(node, args));
};
