// What the panel's files are given from outside: the name they are called by.

declare const TOKENS: string;
declare var optoutPanel: (message: ToPage) => unknown;

// All of the panel's files but panel.wait.js, as one function.
declare function drawPanel(): void;

// Chromium's own, and not yet in the types that come with TypeScript.
interface IntersectionObserverInit {
  trackVisibility?: boolean;
  delay?: number;
}
interface IntersectionObserverEntry {
  isVisible: boolean;
}
