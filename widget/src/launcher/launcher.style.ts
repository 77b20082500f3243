/** On the brand colour, whichever of white and ink is seen better. The panel proves its colours; a disc has none to lose. */
function iconOn(brand: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (at) => (Number.parseInt(brand.slice(at, at + 2), 16) / 255) ** 2.2,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? '#14171a' : '#fff';
}

/** `!important`, since outside rules for the element itself would otherwise win over its own. */
const style = `
:host{all:initial!important;position:fixed!important;z-index:2147483000!important}
.launcher{all:unset;box-sizing:border-box;position:fixed;bottom:calc(16px + env(safe-area-inset-bottom));inset-inline-end:calc(16px + env(safe-area-inset-right));padding:7px;display:flex;align-items:center;border-radius:99px;cursor:pointer;background:var(--surface);color:var(--ink);font:500 15px/20px system-ui,sans-serif;border:1px solid var(--line);box-shadow:0 8px 28px #14181c29}
.launcher:focus-visible{outline:3px solid;outline-offset:2px}
.disc{position:relative;width:40px;height:40px;border-radius:50%;display:grid;place-items:center;background:var(--brand);color:var(--on-brand)}
svg{width:20px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.label{padding:0 12px}
.label:empty{display:none}
[data-unread]::after{content:attr(data-unread);position:absolute;inset:-6px -6px auto auto;min-width:10px;padding:0 5px;border-radius:10px;background:#b3261e;color:#fff;font-size:12px;text-align:center}
@media (max-width:480px),(max-height:480px){.label,[aria-expanded=true]{display:none}}
@media print{:host{display:none!important}}
`;

export function launcherSheet(brand: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `${style}:host{--brand:${brand};--on-brand:${iconOn(brand)};--surface:#fff;--ink:#1d2124;--line:#e4e6e3}@media (prefers-color-scheme:dark){:host{--surface:#22262a;--ink:#eceeed;--line:#363b40}}`,
  );
  return sheet;
}
