// What pages do by themselves. Attributes beginning with data- are the stand-ins' own; flows must not look for them.
document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  const unfolds = at('[role="button"][aria-expanded]');
  if (unfolds) {
    const open = unfolds.getAttribute("aria-expanded") === "true";
    unfolds.setAttribute("aria-expanded", String(!open));
    setTimeout(() => { unfolds.nextElementSibling.hidden = open; }, 300);
  }
  const opens = at("[data-opens]");
  if (opens) {
    const part = document.getElementById(opens.dataset.opens);
    if (opens.hasAttribute("data-instead")) opens.parentElement.hidden = true;
    setTimeout(() => { part.hidden = !part.hidden; }, 150);
  }
  if (at("[data-go]")) location.assign(at("[data-go]").dataset.go);
  if (at("[data-cookies]")) {
    document.cookie = `cookie_choice=${at("[data-cookies]").dataset.cookies}; path=/; secure; domain=${location.hostname.split(".").slice(-2).join(".")}`;
    at(".veil").remove();
  }
});

// Fields that come some time after a radio, as on Meta's contact forms.
document.addEventListener("change", (event) => {
  const { shows, after } = event.target.dataset;
  if (shows) setTimeout(() => { document.getElementById(shows).hidden = false; }, Number(after));
});

// Radios that flip back when another field of the form is filled (once for each field).
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-flips]");
  if (!form || target.type === "radio" || target.dataset.flipped) return;
  target.dataset.flipped = "yes";
  setTimeout(() => form.querySelectorAll("[type=radio]").forEach((radio) => { radio.checked = false; }), 120);
});

// Forms that answer on the same page, without a new address.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-in-place]");
  if (!form) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  const text = await answer.text();
  if (answer.ok) form.parentElement.innerHTML = text;
  else form.querySelector("[role=alert]").textContent = text;
});

// Settings: data-setting names one, data-is says how it stands. What is shown at first may be wrong, as on pages that have
// yet to ask for their data; data-after says for how long (ms). One in a form[data-saves] is kept when that is sent, any
// other as soon as it is turned.
const LOADS = 200;
const show = (el, value) => {
  if (el.matches("select")) el.value = value;
  else if (el.matches("input")) el.checked = value === "on";
  else if (el.hasAttribute("aria-checked")) el.setAttribute("aria-checked", String(value === "on"));
  else el.textContent = el.dataset[value] ?? value;
};
const shown = (el) => {
  if (el.matches("select")) return el.value;
  return (el.matches("input") ? el.checked : el.getAttribute("aria-checked") === "true") ? "on" : "off";
};
const keep = (settings) => fetch("/stand-in/settings", { method: "PUT", body: new URLSearchParams(settings) });
const keepAll = (elements) => keep(Array.from(elements, (el) => [el.dataset.setting, shown(el)]));
document.querySelectorAll("[data-setting]").forEach((el) => {
  setTimeout(() => show(el, el.dataset.is), Number(el.dataset.after ?? LOADS));
});
document.addEventListener("click", ({ target }) => {
  const turned = target.closest("[data-setting][aria-checked]");
  if (turned) show(turned, shown(turned) === "on" ? "off" : "on");
  if (turned && !turned.closest("form[data-saves]")) keepAll([turned]);
  const sets = target.closest("[data-sets]"); // name=value, kept at once; the page then asks for its data again
  if (sets) keep(sets.dataset.sets).then(() => location.reload());
});
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-setting]") && !target.closest("form[data-saves]")) keepAll([target]);
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-saves]"); // its data-saves is where the page goes afterwards
  if (!form) return;
  event.preventDefault();
  keepAll(form.querySelectorAll("[data-setting]")).then(() => location.assign(form.dataset.saves));
});

// Parts of a page that are there only while its address ends in a certain #part.
const place = () => document.querySelectorAll("[data-hash]").forEach((el) => { el.hidden = el.dataset.hash !== location.hash; });
addEventListener("hashchange", place);
place();
