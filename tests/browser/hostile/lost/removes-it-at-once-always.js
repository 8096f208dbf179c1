new MutationObserver(() => document.querySelector('[data-optout]')?.remove())
  .observe(document, {childList: true, subtree: true})
