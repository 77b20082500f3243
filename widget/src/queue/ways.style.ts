export const waysStyle = `
.ways{display:grid;gap:var(--space-2)}
.ways h3,.instead h3{font-size:var(--text-l);line-height:24px;text-wrap:balance}
.ways h3{font-size:14px;font-weight:500;color:var(--ink-soft)}
.list{border:1px solid var(--line);border-radius:var(--radius-panel);overflow:hidden}
.way+.way{border-top:1px solid var(--line)}
.panel .way{border-radius:0}
.way{width:100%;display:grid;grid-template-columns:auto minmax(0,1fr) auto;align-items:center;gap:var(--space-3);padding:10px var(--space-3);text-align:start;transition:background-color var(--quick)}
.way:focus-visible{outline-offset:-2px}
.way:hover{background:var(--tint)}
.way strong,.pick strong{display:block;font-weight:500;line-height:20px}
.way .soft,.pick .soft{display:block;font-size:var(--text-s);line-height:18px;text-wrap:pretty}
.way>.icon:last-child{width:16px;color:var(--ink-soft)}
.seal{width:36px;height:36px;display:grid;place-items:center;border-radius:50%;color:var(--accent-strong);background:var(--tint)}
.way:hover .seal{background:var(--surface)}
.seal .icon{width:18px;height:18px}
.sheet{max-height:60%;overflow-y:auto}
.quiets.below{padding:0 var(--space-3) var(--space-1)}
.called~* .day{display:none}
.standing:has(+.ways) .figure{font-size:64px}
.card{display:grid;grid-template-columns:auto minmax(0,1fr);gap:var(--space-1) var(--space-3);padding:var(--space-3);border-radius:var(--radius-panel);background:var(--tint);font-size:14px;line-height:20px;text-wrap:pretty;overflow-wrap:anywhere}
.card h3{font-size:var(--text-m);line-height:20px}
.card .seal{background:var(--surface);grid-row:span 2}
.card>*{grid-column:2}
.card>.seal{grid-column:1}
.card .quiet{justify-self:start;margin:2px 0 -6px calc(-1*var(--space-2))}
.called{display:grid;justify-items:center;text-align:center;gap:var(--space-1);padding-bottom:var(--space-2)}
.called .seal{width:56px;height:56px;margin-bottom:var(--space-2)}
.called .seal .icon{width:26px;height:26px}
.called h3{font-size:var(--text-xl);line-height:1.2;letter-spacing:-.022em}
.moment{font-size:56px;line-height:1.1;font-weight:300;letter-spacing:-.03em;color:var(--accent-strong);font-variant-numeric:tabular-nums}
.called .main{width:100%;margin:var(--space-3) 0 var(--space-1)}
.called .hint{text-wrap:balance}
.instead h3{font-size:var(--text-xl);line-height:1.2;letter-spacing:-.022em}
.picks{display:grid;gap:var(--space-2)}
.picks legend{font-size:14px;font-weight:500;margin-bottom:var(--space-1)}
.pick{display:grid;grid-template-columns:auto minmax(0,1fr);gap:var(--space-3);padding:10px var(--space-3);border:1px solid var(--edge);border-radius:var(--radius-control);cursor:pointer}
.pick:has(:checked){border-color:var(--accent-strong);background:var(--tint)}
.pick input{width:18px;height:18px;margin:1px 0;accent-color:var(--accent-strong)}
.pick input,.panel select{color-scheme:light dark}
.number{display:grid;grid-template-columns:auto minmax(0,1fr);gap:var(--space-2)}
.code{position:relative;display:flex;align-items:center;white-space:nowrap}
.panel .code select{position:absolute;inset:0;width:100%;color:transparent;border-color:transparent}
.code option{color:var(--ink);background:var(--surface)}
.code .icon{width:16px;margin-inline-start:6px}
.case .quiet{margin-top:var(--space-1)}
@media (forced-colors:active){.card,.seal{border:1px solid}}
@media (max-height:480px){.called{grid-template-columns:1fr}.called>*{grid-column:1}.called .seal{display:none}}
`;
