/* The panel's looks, as one constructed style sheet: no <style> element, so no page policy can forbid it. */

// `:host` rules are !important because that, inside a shadow root, wins over whatever the page says about its divs.
const STYLE = `
:host {
  all: initial !important; display: block !important; position: absolute !important; inset: 0 auto auto 0 !important;
  width: 0 !important; height: 0 !important; overflow: visible !important; color-scheme: light dark !important;
  pointer-events: none !important; visibility: visible !important; opacity: 1 !important;
}
@media print { .stage { display: none !important; } }

.stage {
  ${TOKENS}
  --m: 16px;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink);
  text-align: start; -webkit-font-smoothing: antialiased; cursor: default;
}
[hidden] { display: none !important; }
.stage.veiled { visibility: hidden !important; }
*, ::before, ::after { box-sizing: border-box; }
.viewport { position: fixed; inset: 0; visibility: hidden; }
h2, h3, p { margin: 0; font: inherit; overflow-wrap: anywhere; }
svg { display: block; flex: none; width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.7;
  stroke-linecap: round; stroke-linejoin: round; }
[dir="rtl"] .onward { transform: scaleX(-1); }

.card {
  position: fixed; z-index: 1; pointer-events: auto; display: flex; flex-direction: column;
  left: calc(var(--m) + var(--x, 1) * (100% - 2 * var(--m))); top: calc(var(--m) + var(--y, 1) * (100% - 2 * var(--m)));
  translate: calc(-100% * var(--x, 1)) calc(-100% * var(--y, 1));
  width: min(var(--w, 364px), 100% - 2 * var(--m)); max-height: calc(100% - 2 * var(--m)); overflow: hidden;
  background: var(--paper); border: 1px solid var(--line); border-radius: 18px;
  box-shadow: 0 1px 2px rgb(0 0 0 / .07), 0 6px 16px rgb(0 0 0 / .10), 0 18px 48px rgb(0 0 0 / .18);
  animation: arrive .22s ease-out; outline: none;
}
.card:focus-visible { box-shadow: 0 0 0 3px var(--accent), 0 18px 48px rgb(0 0 0 / .2); }
@keyframes arrive { from { opacity: 0; } }

.head { display: flex; align-items: center; gap: 10px; padding-block: 12px 10px; padding-inline: 16px 10px; cursor: grab; touch-action: none;
  user-select: none; }
.head:active { cursor: grabbing; }
.mark { display: grid; place-items: center; flex: none; width: 28px; height: 28px; border-radius: 9px;
  background: var(--accent); color: var(--on); }
.mark svg { width: 18px; height: 18px; stroke-width: 2; }
.names { flex: 1; min-width: 0; line-height: 1.3; }
.where { font-weight: 600; font-variant-numeric: tabular-nums; }
.names > * { overflow-wrap: anywhere; }
.turn, .brand { color: var(--soft); font-size: 12.5px; }

.bar { display: flex; gap: 3px; margin: 0 16px; }
.bar i { flex: 1; height: 4px; border-radius: 2px; background: var(--line); }
.bar .done { background: var(--accent); }
.bar .now { background: color-mix(in srgb, var(--accent) 50%, var(--line)); }

.body { flex: 0 1 auto; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 12px 16px 4px;
  display: flex; flex-direction: column; gap: 10px; scrollbar-width: thin; }
.title, .batch { color: var(--soft); font-size: 13px; }
.batch { margin-top: -6px; }
.doing { display: flex; gap: 9px; font-size: 15px; }
.doing::before { content: ""; flex: none; width: 8px; height: 8px; margin-top: 7px; border-radius: 50%;
  background: var(--accent); animation: breathe 1.6s ease-in-out infinite; }
.stage[data-state="waiting"] .doing { display: block; color: var(--soft); font-size: 13.5px; }
.stage[data-state="waiting"] .doing::before, .stage[data-state="ended"] .doing::before { content: none; }
.stage[data-state="ended"] .doing { font-weight: 600; }
.note { color: var(--soft); font-size: 13px; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@keyframes breathe { 50% { opacity: .3; transform: scale(.75); } }

.ask { display: flex; flex-direction: column; gap: 10px; padding: 12px 14px 14px; border-radius: 12px;
  background: var(--tint); }
.ask h3 { display: flex; gap: 9px; align-items: center; font-weight: 650; font-size: 15px; color: var(--deep); }
.say { font-size: 15px; white-space: pre-line; }
.calm { color: var(--soft); font-size: 13px; }
.copybox { position: relative; display: flex; flex-direction: column; border: 1px solid var(--edge); border-radius: 10px;
  background: var(--paper); overflow: hidden; }
.copybox:focus-within { border-color: var(--accent); }
.copybox select { font: inherit; font-size: 13px; color: var(--soft); background: var(--paper); border: 0;
  border-bottom: 1px solid var(--line); padding: 6px 8px; min-height: 32px; max-width: 100%; cursor: pointer; }
.copybox select:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
textarea { all: unset; box-sizing: border-box; width: 100%; padding: 9px 12px; font: 13.5px/1.45 inherit;
  font-family: inherit; color: var(--ink); white-space: pre-wrap; overflow-wrap: anywhere; cursor: text;
  field-sizing: content; max-height: 7.6em; overflow-y: auto; scrollbar-width: thin; }
.stage:not(.viewing) .shade, .folded .shade { display: none; }
.shade { position: fixed; inset: 0; background: rgb(0 0 0 / .45); }
.viewing:not(.folded) .card { width: min(1080px, 100% - 2 * var(--m)); height: calc(100% - 2 * var(--m)); left: 50%; top: 50%;
  translate: -50% -50%; }
.stage.viewing .title, .stage.viewing .batch, .stage.viewing .doing, .viewing .grip { display: none; }
.viewing .body { flex: 1 1 auto; }
.viewing .ask { flex: 1 0 auto; min-height: 220px; height: 0; }
.viewing .foot { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 20px; }
.viewing .acts { flex: 1 1 auto; }
.viewing .ways { margin: 0; }
.viewer { flex: 1 1 0; min-height: 120px; display: flex; flex-direction: column; gap: 8px; }
.desk { flex: 1 1 0; min-height: 0; overflow: auto; overscroll-behavior: contain; border: 1px solid var(--edge); border-radius: 10px;
  background: light-dark(#dde5e3, #0f1514); scrollbar-width: thin; outline: none; }
.desk:focus-visible { box-shadow: 0 0 0 2px var(--accent); }
.leaf { position: relative; width: fit-content; margin: 0 auto; cursor: crosshair; user-select: none; }
canvas { display: block; max-width: 100%; height: auto; }
.marks { position: absolute; inset: 0; }
.black { position: absolute; background: #000; cursor: move; touch-action: none; }
.chosen { outline: 2px solid var(--accent); outline-offset: 1px; z-index: 1; }
.corner { display: none; position: absolute; right: -8px; bottom: -8px; width: 16px; height: 16px; border-radius: 50%;
  background: var(--accent); border: 2px solid #fff; cursor: nwse-resize; }
.chosen .corner { display: block; }
.diff { margin: 0; padding: 8px 10px; max-height: 13em; overflow: auto; border: 1px solid var(--edge); border-radius: 10px;
  background: var(--paper); color: var(--soft); font: 12px/1.5 ui-monospace, "Cascadia Mono", Menlo, monospace; scrollbar-width: thin; }
.diff span { display: block; white-space: pre-wrap; overflow-wrap: anywhere; }
.diff .new { color: var(--new); background: var(--new-tint); }
.diff .old { color: var(--old); background: var(--old-tint); }
.copy { justify-content: center; border-top: 1px solid var(--line); border-radius: 0; color: var(--accent); }

.foot { flex: none; padding: 10px 16px 10px; }
.acts { display: flex; flex-wrap: wrap; gap: 8px; }
.ways { display: flex; flex-wrap: wrap; justify-content: space-between; margin: 4px -8px 0; }
button { all: unset; box-sizing: border-box; display: inline-flex; align-items: center; gap: 7px; min-height: 38px;
  padding: 6px 14px; border-radius: 10px; font-weight: 550; cursor: pointer; text-align: center;
  user-select: none; touch-action: manipulation; transition: background-color .12s; }
button svg { width: 17px; height: 17px; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.copy:focus-visible { outline-offset: -3px; }
.acts button { justify-content: center; border: 1px solid var(--edge); flex: 1 1 auto; min-height: 42px; }
.acts button:hover, .ways button:hover, .icon:hover, .copy:hover { background: color-mix(in srgb, var(--ink) 7%, transparent); }
.acts .primary { flex: 1 0 100%; min-height: 46px; border-color: transparent; background: var(--accent);
  color: var(--on); font-weight: 650; font-size: 15px; }
.acts .primary:hover { background: var(--deep); }
.viewing .acts .primary { flex: 3 1 auto; min-height: 42px; }
.ways button { padding: 6px 8px; color: var(--soft); font-weight: 500; font-size: 13.5px; }
.ways button:hover { color: var(--ink); }
.acts[hidden] + .ways { margin-top: -8px; }
.body:has(+ .foot[hidden]) { padding-bottom: 18px; }
.ways [data-choice="stop"] { margin-inline-start: auto; }
.tools { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
.tools button { border: 1px solid var(--edge); background: var(--paper); min-height: 36px; }
.tools button:disabled { opacity: .45; cursor: default; }
.count { color: var(--soft); font-size: 13px; }
.busy .foot button { opacity: .55; pointer-events: none; }
.icon { flex: none; justify-content: center; width: 32px; min-height: 32px; padding: 0; color: var(--soft);
  border-radius: 9px; }
.icon:not([hidden]) + .icon { margin-inline-start: -8px; }
.grip { cursor: grab; }
.grip svg { fill: currentColor; stroke: none; }

.folded .card { border-radius: 24px; }
.folded .head { padding-block: 9px; padding-inline: 12px 10px; cursor: pointer; }
.folded .bar, .folded .body, .folded .ways, .folded .brand, .folded .grip, .stage:not(.folded) .gist { display: none; }
.folded:not(.asking) .foot, .folded .acts button:not([data-main]) { display: none; }
.folded[data-state="waiting"] .card { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent),
  0 6px 16px rgb(0 0 0 / .12), 0 18px 48px rgb(0 0 0 / .2); }
.stage:not(.folded) .turn { display: none; }
/* A strip: the question, its main button beside it or below, and the way to all the rest. */
.folded.asking .card { flex-flow: row wrap; align-items: center; border-radius: 18px; overflow-y: auto; max-height: min(45%, 100% - 2 * var(--m)); }
.folded.asking .head { flex: 1 1 250px; min-width: 0; align-items: start; order: 1; }
.folded.asking .icon { order: -1; }
.folded.asking .mark, .folded.asking .where { display: none; }
.folded.asking .turn { font-weight: 600; color: var(--deep); }
.gist { color: var(--ink); }
.folded.asking .foot { flex: 1 1 auto; padding: 7px 12px; order: 2; max-width: 100%; }
.folded.asking .acts button { min-height: 38px; flex: 1 1 auto; }
.spacer { position: absolute; left: 0; width: 1px; visibility: hidden; pointer-events: none; }

.ring { position: absolute; pointer-events: none; border: 3px solid var(--accent); border-radius: 12px;
  box-shadow: 0 0 0 2px light-dark(#fff, #000a), inset 0 0 0 2px light-dark(#fffc, #0008); }
.ring::after { content: ""; position: absolute; inset: -5px; border-radius: 15px; border: 3px solid var(--accent);
  animation: pulse 1.5s ease-out infinite; }
.marks .ring b { position: absolute; right: calc(100% - 8px); bottom: calc(100% - 8px); min-width: 22px; padding: 0 4px; border-radius: 9px; text-align: center;
  font: 700 15px/22px system-ui, sans-serif; background: var(--accent); color: var(--on); }
.still::after { content: none; }
@keyframes pulse { from { opacity: .75; } 80%, to { opacity: 0; inset: -17px; border-radius: 26px; } }

@media (max-width: 440px) { .stage { --m: 8px; } }
/* Low windows, and high zoom: the card scrolls as one, so that no part of it leaves no room for another. */
@media (max-height: 500px) {
  .stage { --m: 8px; } .title, .batch { display: none; }
  .stage:not(.folded) .card { overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin; }
  .body, .bar, .head { flex: none; } .body { overflow: visible; }
  .stage:not(.folded) .head { position: sticky; top: 0; z-index: 1; background: var(--paper); }
  .folded.asking .card { max-height: min(60%, 100% - 2 * var(--m)); } .folded.asking .turn { display: none; } .gist { font-size: 13px; line-height: 1.35; }
  .folded.asking .head { padding: 4px 8px; align-items: center; } .folded.asking .foot { padding: 4px 8px; }
  .folded.asking .acts button { min-height: 34px; padding: 4px 14px; }
  .viewing .body, .viewer { flex: none; } .viewing .ask { height: auto; } .desk { min-height: 40vh; }
}
/* A picture is high, and what is said about it is to be in sight beside it. */
@media (min-height: 360px) and (max-height: 500px) { .desk { min-height: 32vh; }
  .viewing .foot { position: sticky; bottom: 0; z-index: 1; background: var(--paper); } }
@media (max-height: 260px) { .bar, .doing, .brand { display: none !important; } .ask { padding-top: 6px; } }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation: none !important; transition: none !important; }
  .ring::after { opacity: .35; } }
@media (forced-colors: active) {
  .stage { --accent: Highlight; --deep: CanvasText; --on: HighlightText; --soft: CanvasText; --edge: ButtonText; }
  .card { border: 2px solid CanvasText; }
  .acts .primary, .mark, .bar .done { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .bar i { border: 1px solid CanvasText; }
  .ring, .ring::after { forced-color-adjust: none; border-color: Highlight; }
  .ask { border: 1px solid CanvasText; }
}
`;
