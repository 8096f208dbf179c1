// What Larkspur's pages do by themselves. Hooks are data attributes, so that hashed class names change nothing here.
"use strict";

/** @typedef {Document | ShadowRoot} Root */

/** What the pages that ask for it have. @param {ParentNode} root @param {string} css */
const part = (root, css) => /** @type {HTMLElement} */ (root.querySelector(css));

/** @param {ParentNode} root @param {string} css */
const parts = (root, css) => /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(css));

/** @template {keyof HTMLElementTagNameMap} K @param {ParentNode} root @param {K} tag @param {string} kind */
const tags = (root, tag, kind) => /** @type {NodeListOf<HTMLElementTagNameMap[K]>} */ (root.querySelectorAll(`${tag}${kind}`));

/** @param {Root} root @param {string} name @param {string | undefined} value */
const find = (root, name, value) => part(root, `[data-${name}="${value}"]`);

/** @param {EventTarget | null} inner @param {string} css */
const around = (inner, css) => /** @type {HTMLElement | null} */ (/** @type {Element} */ (inner).closest(css));

/** @param {Root} root @param {HTMLElement} button */
function unfold(root, button) {
  const panel = find(root, "panel", button.dataset.unfolds);
  const folded = button.dataset.folds && find(root, "panel", button.dataset.folds);
  panel.hidden = folded ? false : !panel.hidden;
  if (folded) folded.hidden = true;
  if (button.hasAttribute("aria-expanded")) button.setAttribute("aria-expanded", String(!panel.hidden));
}

/** @param {HTMLElement} button */
function go(button) {
  if (button.dataset.tab !== undefined) window.open(button.dataset.go, "_blank");
  else (window.top ?? window).location.href = button.dataset.go ?? "";
}

/** @param {HTMLElement} button */
function answer(button) {
  const [name, value] = (button.dataset.answers ?? "").split("=");
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  const box = around(button, "[data-box]");
  if (box) box.hidden = true;
}

/** @param {HTMLElement} button */
async function toggle(button) {
  delete button.dataset.settles;
  const on = button.getAttribute("aria-checked") !== "true";
  button.setAttribute("aria-checked", String(on));
  const body = new URLSearchParams({ setting: button.dataset.setting ?? "", on: on ? "1" : "0" });
  const saved = await fetch("/settings/save", { method: "POST", body });
  if (!saved.ok) button.setAttribute("aria-checked", String(!on));
  const toast = part(document, "[data-toast]");
  toast.hidden = !saved.ok;
  setTimeout(() => { toast.hidden = true; }, 2600);
}

/** What a press does, by the attribute it is for. @type {Record<string, (root: Root, button: HTMLElement) => void>} */
const PRESSES = {
  unfolds: unfold,
  go: (_, button) => go(button),
  answers: (_, button) => answer(button),
  setting: (_, button) => void toggle(button),
  closes: (_, button) => button.closest("dialog")?.close(),
  shows: (root, button) => /** @type {HTMLDialogElement} */ (find(root, "name", button.dataset.shows)).showModal(),
  fills: (root, button) => void find(root, "name", button.dataset.fills).requestFullscreen(),
  back: () => (window.opener ? window.close() : history.back()),
  says: (root, button) => { find(root, "name", button.dataset.says).hidden = false; },
};

/** @param {Root} root @param {Event} event */
function press(root, event) {
  for (const [name, act] of Object.entries(PRESSES)) {
    const button = around(event.target, `[data-${name}]`);
    if (button) act(root, button);
  }
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const button = around(event.target, '[role="button"]');
  if (!button || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  button.click();
}

/** @param {Root} root @param {Event} event */
function choose(root, event) {
  const form = around(event.target, "form[data-reveals]");
  if (!form) return;
  if (/** @type {HTMLInputElement} */ (event.target).type === "radio") setTimeout(() => { find(root, "panel", form.dataset.reveals).hidden = false; }, 800);
  else if (form.dataset.flips !== undefined) /** @type {HTMLInputElement} */ (part(form, "input[type=radio][data-default]")).checked = true;
}

/** @param {HTMLIFrameElement} frame */
function fitted(frame) {
  const inside = frame.contentDocument;
  if (!inside?.body) return;
  new ResizeObserver(() => { frame.style.height = `${inside.documentElement.offsetHeight}px`; }).observe(inside.body);
}

/** Brings one root to life: the document, or a shadow root inside it. @param {Root} root */
function wire(root) {
  root.addEventListener("click", (event) => press(root, event));
  root.addEventListener("keydown", (event) => keys(/** @type {KeyboardEvent} */ (event)));
  root.addEventListener("change", (event) => choose(root, event));
  fill(root, root);
}

/** Brings markup that has just arrived in a root to life. @param {Root} root @param {ParentNode} markup */
function fill(root, markup) {
  for (const template of tags(markup, "template", "[data-late]")) {
    setTimeout(() => {
      const place = template.parentElement;
      place?.replaceChildren(template.content);
      if (place) fill(root, place);
    }, Number(template.dataset.late));
  }
  for (const template of tags(markup, "template", "[data-shadow]")) {
    const shadow = template.parentElement?.attachShadow({ mode: "open" });
    shadow?.append(template.content);
    template.remove();
    if (shadow) wire(shadow);
  }
  for (const shadowed of markup.querySelectorAll("[data-open-root]")) if (shadowed.shadowRoot) wire(shadowed.shadowRoot);
  for (const dialog of tags(markup, "dialog", "[data-modal]")) dialog.showModal();
  for (const box of parts(markup, "[data-after]")) {
    setTimeout(() => { box.hidden = false; }, Number(box.dataset.after));
  }
  for (const button of parts(markup, "[data-settles]")) {
    setTimeout(() => {
      if (button.dataset.settles) button.setAttribute("aria-checked", button.dataset.settles);
    }, 1200);
  }
  for (const frame of tags(markup, "iframe", "[data-fits]")) {
    frame.addEventListener("load", () => fitted(frame));
    fitted(frame);
  }
}

wire(document);
