/** On the brand colour, whichever of white and ink is seen better. The panel proves its colours; a disc has none to lose. */
function iconOn(brand: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (at) => (Number.parseInt(brand.slice(at, at + 2), 16) / 255) ** 2.2,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? '#14171a' : '#fff';
}

/** `!important`, since outside rules for the element itself would otherwise win over its own. */
const style = `
:host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset:auto 0 0 auto!important;width:0!important;height:0!important}
.launcher{all:unset;box-sizing:border-box;position:fixed;bottom:calc(16px + env(safe-area-inset-bottom));inset-inline-end:calc(16px + env(safe-area-inset-right));height:56px;min-width:56px;padding:0 8px 0 20px;display:flex;align-items:center;gap:12px;border-radius:28px;cursor:pointer;background:var(--surface);color:var(--ink);font:500 15px/20px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums;-webkit-tap-highlight-color:transparent;box-shadow:0 0 0 1px var(--line),0 8px 28px rgb(20 24 28/.14);transition:box-shadow 160ms ease-out}
.launcher:hover{box-shadow:0 0 0 1px var(--line),0 10px 34px rgb(20 24 28/.22)}
.launcher:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.disc{position:relative;flex:none;width:40px;height:40px;border-radius:50%;display:grid;place-items:center;background:var(--brand);color:var(--on-brand)}
svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
[aria-expanded=true]{padding:0 8px}
[aria-expanded=true] .label{display:none}
[data-unread]::after{content:attr(data-unread);position:absolute;inset-block-start:-6px;inset-inline-end:-6px;min-width:20px;box-sizing:border-box;padding:0 5px;border-radius:10px;background:#b3261e;color:#fff;font-size:12px;font-weight:600;text-align:center;box-shadow:0 0 0 2px var(--surface)}
@media (max-width:480px),(max-height:480px){.launcher{padding:0 8px}.label{display:none}[aria-expanded=true]{display:none}}
@media (prefers-reduced-motion:reduce){.launcher{transition:none}}
@media (forced-colors:active){.launcher{border:1px solid}.disc{border:1px solid;forced-color-adjust:auto}}
@media print{:host{display:none!important}}
`;

export function launcherSheet(brand: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `${style}:host{--brand:${brand};--on-brand:${iconOn(brand)};--surface:#fff;--ink:#1d2124;--line:#e4e6e3}@media (prefers-color-scheme:dark){:host{--surface:#22262a;--ink:#eceeed;--line:#363b40}}`,
  );
  return sheet;
}
