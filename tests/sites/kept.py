"""Settings that a page keeps by itself, in a cookie, and shows wrongly for a moment until it has read them."""

from __future__ import annotations

from .site import Html

# data-kept names a setting, data-is says how it stands before anybody has touched it. A box or radio in a [data-asks]
# counts only once the button in there is pressed, and that button is there only while something waits to be kept.
KEEP = Html("""<script>
{
  const WRONG_MS = 200;
  const kept = (box) => document.cookie.match(`${box.dataset.kept}=([a-z]+)`)?.[1] ?? box.dataset.is;
  const keep = (box) => { document.cookie = `${box.dataset.kept}=${box.checked ? "on" : "off"}; path=/; secure`; };
  const boxes = [...document.querySelectorAll("[data-kept]")];
  setTimeout(() => boxes.forEach((box) => { box.checked = kept(box) === "on"; }), WRONG_MS);
  addEventListener("change", ({ target }) => {
    const asks = target.closest("[data-asks]");
    if (asks) asks.querySelector("button").hidden = false;
    else if (target.dataset.kept) keep(target);
  });
  addEventListener("click", ({ target }) => {
    const button = target.closest("[data-asks] button");
    if (!button) return;
    boxes.forEach(keep);
    setTimeout(() => { button.hidden = true; }, WRONG_MS);
  });
}
</script>""")
