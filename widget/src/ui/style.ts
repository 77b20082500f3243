import type { Palette, Tones } from '@straks/shared/sites/palette.ts';

/** Colour, type, space, radius, shadow, motion: by the names the console uses too. */
const tokens = `
:host{
--font:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;
--text-s:13px;--text-m:15px;--text-l:17px;--text-xl:26px;--text-figure:88px;
--space-1:4px;--space-2:8px;--space-3:12px;--space-4:16px;--space-5:20px;
--radius-panel:14px;--radius-control:10px;
--shadow:0 0 0 1px var(--line),0 16px 48px rgb(20 24 28/.16);
--quick:140ms ease-out
}`;

const neutrals = {
  light:
    '--surface:#fff;--ground:#f4f5f3;--line:#e4e6e3;--edge:#878d8b;--ink:#1d2124;--ink-soft:#5a6167;--danger:#a4231b;--open:#1e7a4c;--idle:#7c8487',
  dark: '--surface:#17191c;--ground:#24282c;--line:#33383d;--edge:#7d858b;--ink:#eceeed;--ink-soft:#a9b0b6;--danger:#ff9d92;--open:#6fce9c;--idle:#8b9297',
};

const tones = (t: Tones) =>
  `--accent:${t.accent};--on-accent:${t.onAccent};--accent-strong:${t.accentStrong};--tint:${t.tint}`;

/** The page may run from right to left; our four languages do not. */
const panel = `
.panel,.panel *{box-sizing:border-box;margin:0;padding:0}
.panel{position:fixed;inset-inline-end:calc(16px + env(safe-area-inset-right));bottom:calc(84px + env(safe-area-inset-bottom));width:min(380px,100vw - 32px);height:min(640px,100dvh - 96px);display:flex;flex-direction:column;overflow:hidden;background:var(--surface);color:var(--ink);border-radius:var(--radius-panel);box-shadow:var(--shadow);font:400 var(--text-m)/1.5 var(--font);letter-spacing:normal;-webkit-font-smoothing:antialiased;-webkit-text-size-adjust:100%;animation:rise var(--quick)}
.panel>*{direction:ltr;text-align:left}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
@keyframes appear{from{opacity:0}}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.soft,.hint{color:var(--ink-soft)}
.hint{font-size:var(--text-s)}
.problem{color:var(--danger);font-size:14px}
.icon{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
h2,h3{font-weight:600;letter-spacing:-.01em}
a{color:inherit;text-underline-offset:2px}
button{font:inherit;color:inherit;background:none;border:0;border-radius:var(--radius-control);cursor:pointer;-webkit-tap-highlight-color:transparent}
:focus-visible{outline:2px solid var(--accent-strong);outline-offset:2px}
strong{font-weight:600}
fieldset{border:0;min-width:0}
`;

/** However long a word is, a field keeps to the panel. */
const controls = `
.panel .main{min-height:48px;padding:10px var(--space-5);font-weight:600;color:var(--on-accent);background:var(--accent);transition:box-shadow var(--quick)}
.panel .main:hover{box-shadow:0 0 0 3px var(--tint)}
.panel .main.small{min-height:40px;padding:6px var(--space-4)}
.panel .quiet{min-height:36px;padding:6px var(--space-2);font-size:14px;font-weight:500;color:var(--accent-strong)}
.panel .quiet:hover{background:var(--tint)}
.round{width:40px;height:40px;display:grid;place-items:center;color:var(--ink-soft)}
.round:hover{background:var(--ground);color:var(--ink)}
.field{display:flex;align-items:flex-end;gap:var(--space-1);border:1px solid var(--edge);border-radius:var(--radius-control);background:var(--surface);transition:border-color var(--quick)}
.field:focus-within{border-color:var(--accent-strong);box-shadow:0 0 0 1px var(--accent-strong)}
.panel .words,.panel .line{width:100%;min-width:0;font:400 16px/24px var(--font);color:inherit;background:none;border:0;outline:0;padding:10px var(--space-3);appearance:none}
textarea.words{display:block;resize:none;overflow-wrap:anywhere;field-sizing:content;max-height:168px;overflow-y:auto}
.panel .line{border:1px solid var(--edge);border-radius:var(--radius-control);transition:border-color var(--quick)}
.panel select.line{padding-inline-end:40px;background:linear-gradient(45deg,transparent 50%,currentColor 0) calc(100% - 20px) 50%/6px 6px no-repeat,linear-gradient(-45deg,transparent 50%,currentColor 0) calc(100% - 14px) 50%/6px 6px no-repeat}
.panel .line:focus{border-color:var(--accent-strong);box-shadow:0 0 0 1px var(--accent-strong)}
.panel .line[aria-invalid=true]{border-color:var(--danger)}
::placeholder{color:var(--ink-soft);opacity:1}
.row{display:grid;grid-template-columns:minmax(0,1fr);gap:var(--space-1)}
.row label{font-size:14px;font-weight:500}
.row .soft{font-weight:400}
.choices{display:flex;flex-wrap:wrap;gap:var(--space-2)}
`;

const frame = `
.head{border-bottom:1px solid var(--line)}
.bar-top{display:flex;align-items:center;gap:var(--space-3);padding:var(--space-3) var(--space-3) var(--space-3) var(--space-5)}
.who{flex:1;min-width:0}
.who h2{font-size:var(--text-l);line-height:22px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.under{font-size:var(--text-s);line-height:18px;color:var(--ink-soft);display:flex;align-items:center;gap:6px}
.dot{width:8px;height:8px;border-radius:50%;border:2px solid var(--idle)}
.dot[data-status=open]{background:var(--open);border-color:var(--open)}
.initials{width:40px;height:40px;flex:none;display:grid;place-items:center;border-radius:50%;font-size:14px;font-weight:600;color:var(--accent-strong);background:var(--tint)}
.link{padding:0 var(--space-5) var(--space-2);font-size:var(--text-s);color:var(--ink-soft);animation:appear 200ms ease-out 900ms backwards}
.screen{flex:1;min-height:0;display:flex;flex-direction:column}
.scroll{flex:1;min-height:0;overflow-y:auto;overscroll-behavior:contain;padding:var(--space-5);display:flex;flex-direction:column;gap:var(--space-4);mask-image:linear-gradient(#000 calc(100% - 20px),transparent)}
.foot{padding:var(--space-3) var(--space-5) var(--space-4);display:grid;gap:var(--space-1)}
`;

const welcome = `
.question{font-size:var(--text-xl);line-height:1.2;font-weight:600;letter-spacing:-.022em;text-wrap:balance;margin-top:var(--space-2)}
.wait{display:flex;gap:var(--space-2);font-size:14px;line-height:20px;font-variant-numeric:tabular-nums}
.wait .icon{color:var(--accent-strong)}
.wait strong,.wait .soft{display:block;font-weight:500}
.wait .soft{font-weight:400}
.why{color:var(--ink-soft)}
.tall textarea{min-height:112px}
`;

const line = `
.standing{display:grid;justify-items:center;text-align:center;gap:2px;padding:0 0 var(--space-1);font-variant-numeric:tabular-nums}
.over{font-size:14px;font-weight:500;color:var(--ink-soft)}
.figure{font-size:var(--text-figure);line-height:1;font-weight:300;letter-spacing:-.04em;color:var(--accent-strong);animation:appear 200ms ease-out}
.left{display:grid;line-height:22px}
.left strong{font-size:var(--text-l);text-wrap:balance}
.left .soft{font-size:14px}
.bar{width:100%;height:4px;margin-top:var(--space-3);border-radius:2px;background:var(--line);overflow:hidden}
.bar div{height:100%;border-radius:2px;background:var(--accent);transform-origin:left;transition:transform 200ms ease-out}
.waited{font-size:var(--text-s);color:var(--ink-soft)}
.slip{margin-top:var(--space-2);padding:var(--space-2) var(--space-3);border-radius:var(--radius-control);background:var(--tint);font-size:14px;line-height:20px;text-wrap:balance}
.held{text-align:center;text-wrap:balance;margin-top:auto;padding:0 var(--space-2)}
.quiets{display:flex;flex-wrap:wrap;justify-content:center;gap:0 var(--space-2)}
.sure{display:grid;gap:var(--space-3);padding:var(--space-3) var(--space-5) var(--space-4);border-top:1px solid var(--line);animation:appear var(--quick)}
.head .sure{border-top:0;padding-top:0}
`;

const log = `
.log{list-style:none;display:flex;flex-direction:column;gap:2px}
.earlier{align-self:center}
.day,.note{align-self:center;text-align:center;font-size:var(--text-s);color:var(--ink-soft);text-wrap:balance}
.day{margin:var(--space-1) 0}
.standing~* .day{display:none}
.note{margin:var(--space-3) var(--space-4)}
.message{display:grid;justify-items:start;max-width:85%}
.message[data-first=true]{margin-top:var(--space-3)}
.message[data-mine=true]{align-self:flex-end;justify-items:end}
.bubble{padding:var(--space-2) var(--space-3);border-radius:var(--radius-panel);border-end-start-radius:4px;background:var(--ground);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
[data-mine=true] .bubble{color:var(--on-accent);background:var(--accent);border-end-start-radius:var(--radius-panel);border-end-end-radius:4px}
[data-delivery=failed] .bubble{color:var(--ink);background:none;box-shadow:inset 0 0 0 1px var(--danger)}
.meta{display:flex;align-items:center;gap:6px;padding:2px 2px 0;font-size:12px;line-height:16px;color:var(--ink-soft);font-variant-numeric:tabular-nums}
.tick{display:flex;align-items:center;gap:3px}
.tick .icon{width:14px;height:14px}
[data-delivery=read] .tick .icon{color:var(--accent-strong)}
[data-delivery=failed] .tick{color:var(--danger)}
.failed{display:flex;flex-wrap:wrap;justify-content:flex-end;text-align:end;font-size:var(--text-s)}
.failed p{width:100%;color:var(--danger)}
.typing .icon{width:16px;height:16px}
.typing{display:flex;align-items:center;gap:var(--space-2);font-size:var(--text-s);color:var(--ink-soft);animation:appear var(--quick)}
.dots{display:flex;gap:3px}
.dots i{width:5px;height:5px;border-radius:50%;background:currentColor}
.dots i:nth-child(2){opacity:.65}
.dots i:nth-child(3){opacity:.35}
.composer{padding:var(--space-2) var(--space-3) var(--space-3);display:grid;gap:var(--space-1)}
.send{flex:none;width:36px;height:36px;margin:4px;display:grid;place-items:center;color:var(--on-accent);background:var(--accent);border-radius:8px;transition:opacity var(--quick)}
.send[aria-disabled=true]{background:var(--ground);color:var(--ink-soft)}
.paused{padding:0 var(--space-5)}
`;

const rest = `
.case{display:grid;justify-items:center;text-align:center;gap:2px;padding:var(--space-3) 0;color:var(--accent-strong)}
.case h3{font-size:var(--text-l);color:var(--ink);margin-top:var(--space-1)}
.after{border-top:1px solid var(--line);padding:var(--space-4) var(--space-5);display:grid;gap:var(--space-3);text-align:center}
.after h3{font-size:var(--text-l)}
`;

const places = `
@media (max-width:480px),(max-height:480px){
.panel{inset:var(--view-top,0) 0 auto 0;width:auto;height:var(--view-height,100dvh);border-radius:0;box-shadow:none;padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)}
}
@media (max-height:480px){.standing{grid-template-columns:auto 1fr;justify-items:start;text-align:start;column-gap:var(--space-4)}.standing>*{grid-column:2}.figure{grid-area:1/1/span 3/2;font-size:56px}}
@media (prefers-reduced-motion:reduce){.panel,.panel *{animation:none!important;transition:none!important}}
@media (forced-colors:active){.panel,.bubble,.send,.main,.slip{border:1px solid}.bar{border:1px solid}.bar div{background:Highlight;forced-color-adjust:none}.dot{forced-color-adjust:none}}
`;

let sheet: CSSStyleSheet;
let sheetText = '';

export function panelSheet({ light, dark }: Palette): CSSStyleSheet {
  sheet = new CSSStyleSheet();
  sheetText = `${tokens}:host{${neutrals.light};${tones(light)}}@media (prefers-color-scheme:dark){:host{${neutrals.dark};${tones(dark)}}}`;
  wear([panel, controls, frame, welcome, line, log, rest, places].join(''));
  return sheet;
}

/** What is fetched late brings its own rules. */
export function wear(rules: string) {
  sheetText += rules;
  sheet.replaceSync(sheetText);
}
