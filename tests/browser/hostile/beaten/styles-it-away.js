addEventListener('load', () => { const style = document.createElement('style'); style.textContent =
  `html { filter: opacity(0);
  } [popover], [data-optout], :popover-open { opacity: 0 !important;
  display: none !important;
  clip-path: inset(50%) !important; translate: -9999px !important; pointer-events: none !important; }`;
  document.head.append(style) })
