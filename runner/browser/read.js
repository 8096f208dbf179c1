// @ts-check
// Reading a page past the names it gives its things: a form's or document's own properties are shadowed by what lies
// inside (`<input name="tagName">`, `<img name="body">`), also for isolated worlds. So they are taken from the prototypes.

/** @param {object} proto @param {string} name @returns {(node: any) => any} */
const reader = (proto, name) => {
  const get = /** @type {() => any} */ (Object.getOwnPropertyDescriptor(proto, name)?.get);
  return (node) => get.call(node);
};
/** @param {any} proto @param {string} name @returns {(node: any, ...args: any[]) => any} */
const caller = (proto, name) => {
  const method = proto[name];
  return (node, ...args) => method.apply(node, args);
};
