// What Larkspur's pages do by themselves. Hooks are data attributes, so that hashed class names change nothing here.
"use strict";

const find = (root, name, value) => root.querySelector(`[data-${name}="${value}"]`);

function unfold(root, button) {
  const panel = find(root, "panel", button.dataset.unfolds);
  const folded = button.dataset.folds && find(root, "panel", button.dataset.folds);
  panel.hidden = folded ? false : !panel.hidden;
  if (folded) folded.hidden = true;
  if (button.hasAttribute("aria-expanded")) button.setAttribute("aria-expanded", String(!panel.hidden));
}

function go(button) {
  if (button.dataset.tab !== undefined) window.open(button.dataset.go, "_blank");
  else window.top.location.href = button.dataset.go;
}

function answer(button) {
  const [name, value] = button.dataset.answers.split("=");
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  button.closest("[data-box]").hidden = true;
}

async function toggle(button) {
  delete button.dataset.settles;
  const on = button.getAttribute("aria-checked") !== "true";
  button.setAttribute("aria-checked", String(on));
  const body = new URLSearchParams({ setting: button.dataset.setting, on: on ? "1" : "0" });
  const saved = await fetch("/settings/save", { method: "POST", body });
  if (!saved.ok) button.setAttribute("aria-checked", String(!on));
  const toast = document.querySelector("[data-toast]");
  toast.hidden = !saved.ok;
  setTimeout(() => { toast.hidden = true; }, 2600);
}

const PRESSES = {
  unfolds: unfold,
  go: (_, button) => go(button),
  answers: (_, button) => answer(button),
  setting: (_, button) => void toggle(button),
  closes: (root, button) => button.closest("dialog").close(),
  shows: (root, button) => find(root, "name", button.dataset.shows).showModal(),
  fills: (root, button) => void find(root, "name", button.dataset.fills).requestFullscreen(),
  back: () => (window.opener ? window.close() : history.back()),
  says: (root, button) => { find(root, "name", button.dataset.says).hidden = false; },
};

function press(root, event) {
  for (const [name, act] of Object.entries(PRESSES)) {
    const button = event.target.closest(`[data-${name}]`);
    if (button) act(root, button, event);
  }
}

function keys(event) {
  const button = event.target.closest('[role="button"]');
  if (!button || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  button.click();
}

function choose(root, event) {
  const form = event.target.closest("form[data-reveals]");
  if (!form) return;
  if (event.target.type === "radio") setTimeout(() => { find(root, "panel", form.dataset.reveals).hidden = false; }, 800);
  else if (form.dataset.flips !== undefined) form.querySelector("input[type=radio][data-default]").checked = true;
}

function fitted(frame) {
  const inside = frame.contentDocument;
  if (!inside?.body) return;
  new ResizeObserver(() => { frame.style.height = `${inside.documentElement.offsetHeight}px`; }).observe(inside.body);
}

/** Brings one root to life: the document, or a shadow root inside it. */
function wire(root) {
  root.addEventListener("click", (event) => press(root, event));
  root.addEventListener("keydown", keys);
  root.addEventListener("change", (event) => choose(root, event));
  fill(root, root);
}

/** Brings markup that has just arrived in a root to life. */
function fill(root, part) {
  for (const template of part.querySelectorAll("template[data-late]")) {
    setTimeout(() => {
      const place = template.parentElement;
      place.replaceChildren(template.content);
      fill(root, place);
    }, Number(template.dataset.late));
  }
  for (const template of part.querySelectorAll("template[data-shadow]")) {
    const shadow = template.parentElement.attachShadow({ mode: "open" });
    shadow.append(template.content);
    template.remove();
    wire(shadow);
  }
  for (const shadowed of part.querySelectorAll("[data-open-root]")) if (shadowed.shadowRoot) wire(shadowed.shadowRoot);
  for (const dialog of part.querySelectorAll("dialog[data-modal]")) dialog.showModal();
  for (const box of part.querySelectorAll("[data-after]")) {
    setTimeout(() => { box.hidden = false; }, Number(box.dataset.after));
  }
  for (const button of part.querySelectorAll("[data-settles]")) {
    setTimeout(() => {
      if (button.dataset.settles) button.setAttribute("aria-checked", button.dataset.settles);
    }, 1200);
  }
  for (const frame of part.querySelectorAll("iframe[data-fits]")) {
    frame.addEventListener("load", () => fitted(frame));
    fitted(frame);
  }
}

wire(document);
