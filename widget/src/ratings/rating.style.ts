export const ratingStyle = `
.thumbs{display:flex;gap:var(--space-2)}
.thumb{flex:1;min-height:48px;display:flex;align-items:center;justify-content:center;gap:var(--space-2);font-weight:500;border:1px solid var(--edge);transition:background-color var(--quick)}
.thumb:hover{background:var(--tint)}
.panel .thumb[aria-pressed=true]{color:var(--accent-strong);background:var(--tint);border-color:var(--accent-strong)}
.comment{display:grid;gap:var(--space-2)}
@media (forced-colors:active){.thumb{border:1px solid}}
`;
