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

// Banners in a shadow root of their own: what is pressed in one takes it away.
document.addEventListener("click", (event) => {
  const pressed = event.composedPath()[0];
  if (pressed instanceof Element && pressed.hasAttribute("data-takes-away")) event.target.remove();
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

// --- settings -----------------------------------------------------------------------------------------------------

const isBox = (el) => el.matches("input");
const isOn = (el) => (isBox(el) ? el.checked : el.getAttribute("aria-checked") === "true");
const turn = (el, on) => { if (isBox(el)) el.checked = on; else el.setAttribute("aria-checked", String(on)); };
const valueOf = (el) => (el.matches('select, [type="radio"]') ? el.value : isOn(el) ? "on" : "off");
const save = async (el) => {
  const body = new URLSearchParams({ [el.name || el.dataset.name]: valueOf(el) });
  const answer = await fetch(el.dataset.saves, { method: "POST", body });
  if (el.dataset.notes) document.getElementById(el.dataset.notes).textContent = await answer.text();
};

// Controls that show a wrong state until the page has its data: they are drawn first and told a moment later.
document.querySelectorAll("[data-late]").forEach((el) => {
  setTimeout(() => { if (el.matches("select")) el.value = el.dataset.late; else turn(el, el.dataset.late === "on"); }, 200);
});

// Switches that are no inputs, and everything that saves itself to the address in data-saves.
document.addEventListener("click", (event) => {
  const el = event.target.closest('[role="switch"]:not(input)');
  if (!el || el.getAttribute("aria-disabled") === "true") return;
  turn(el, !isOn(el));
  if (el.dataset.saves) save(el);
});
document.addEventListener("change", (event) => { if (event.target.dataset.saves) save(event.target); });

// Forms that save, and say so in a corner of the page.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-notes]");
  if (!form) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  document.getElementById(form.dataset.notes).textContent = await answer.text();
});

// Buttons that are there only while something in their form waits to be saved.
document.addEventListener("change", (event) => {
  event.target.closest("form")?.querySelectorAll("[data-pending]").forEach((button) => { button.hidden = false; });
});
document.addEventListener("submit", (event) => {
  event.target.querySelectorAll("[data-pending]").forEach((button) => { setTimeout(() => { button.hidden = true; }, 200); });
});

// Dialogs, and tabs: the chosen one's panel is shown, the others' are not.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-modal]");
  if (opener) document.getElementById(opener.dataset.modal).showModal();
  const tab = event.target.closest('[role="tab"][aria-controls]');
  if (tab) tab.parentElement.querySelectorAll('[role="tab"]').forEach((one) => {
    one.setAttribute("aria-selected", String(one === tab));
    document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab;
  });
});

// Parts of a page that are there only while its address ends in a certain #part.
const place = () => document.querySelectorAll("[data-hash]").forEach((el) => { el.hidden = el.dataset.hash !== location.hash; });
addEventListener("hashchange", place);
place();

// Settings told in words: blank until the page has its data. And choices that save name=value and ask for the data anew.
document.querySelectorAll("[data-says]").forEach((el) => setTimeout(() => { el.textContent = el.dataset.says; }, 200));
document.addEventListener("click", async (event) => {
  const choice = event.target.closest("[data-sets]");
  if (!choice) return;
  await fetch(choice.dataset.at, { method: "POST", body: new URLSearchParams(choice.dataset.sets) });
  location.reload();
});

// Forms that save and leave: the dialog they stand in closes, the page goes on to the part named in data-then.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-then]");
  if (!form) return;
  event.preventDefault();
  await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  form.closest("dialog")?.close();
  if (form.dataset.then) location.hash = form.dataset.then;
});
document.addEventListener("click", ({ target }) => { if (target.closest("[data-closes]")) target.closest("dialog").close(); });
