// What the engine's files are checked by and that is no message: those are in engine.messages.d.ts.

/** The classes that `isA` of dom.js is asked about. */
interface Classes {
  Element: Element;
  HTMLAnchorElement: HTMLAnchorElement;
  HTMLAreaElement: HTMLAreaElement;
  HTMLButtonElement: HTMLButtonElement;
  HTMLFormElement: HTMLFormElement;
  HTMLInputElement: HTMLInputElement;
  HTMLLabelElement: HTMLLabelElement;
  HTMLOptionElement: HTMLOptionElement;
  HTMLOutputElement: HTMLOutputElement;
  HTMLSelectElement: HTMLSelectElement;
  HTMLSlotElement: HTMLSlotElement;
  HTMLTextAreaElement: HTMLTextAreaElement;
  SVGElement: SVGElement;
  ShadowRoot: ShadowRoot;
}
