import { palette } from '@straks/shared/sites/palette.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { oneLine } from './one-line.ts';

/** What a mail says, in the order it is read. */
export interface Letter {
  language: Language;
  /** The site in whose name it is sent, and its colour. */
  name: string;
  brand: string;
  subject: string;
  heading: string;
  paragraphs: string[];
  /** Words of an agent's, as she wrote them. */
  quotes?: { name: string; text: string }[];
  button?: { label: string; url: string };
  /** Why she gets this, and what she need not do. */
  small: string[];
}

export function asText({ name, heading, paragraphs, quotes = [], button, small }: Letter): string {
  const blocks = [
    heading,
    ...paragraphs,
    ...quotes.map((quote) => `${oneLine(quote.name)}:\n${indented(quote.text)}`),
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    `-- \n${oneLine(name)}`,
    ...small,
  ];
  return `${blocks.join('\n\n')}\n`;
}

const indented = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => `  ${line}`)
    .join('\n');

const font = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** One column, no images, nothing fetched: it looks the same where pictures and scripts are blocked. */
export function asHtml(letter: Letter): string {
  const { light, dark } = palette(letter.brand);
  const { language, name, heading, paragraphs, quotes = [], button, small } = letter;
  const p = (text: string) => `<p class="ink" style="margin:0 0 16px">${escaped(text)}</p>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(letter.subject)}</title>
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.ground{background:#101214!important}.card{background:#17191c!important;border-color:#33383d!important}
.ink{color:#eceeed!important}.soft{color:#a9b0b6!important}
.strong{color:${dark.accentStrong}!important}.quote{background:${dark.tint}!important}
.button{background:${dark.accent}!important;color:${dark.onAccent}!important}.bar{background:${dark.accent}!important}
}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f4f5f3">
<div style="display:none;max-height:0;overflow:hidden">${escaped(paragraphs[0] ?? '')}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f3"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border:1px solid #e4e6e3;border-radius:14px;overflow:hidden">
<tr><td class="bar" style="height:4px;line-height:4px;font-size:0;background:${light.accent}">&nbsp;</td></tr>
<tr><td class="ink" style="padding:28px 28px 12px;font:400 16px/1.55 ${font};color:#1d2124;text-align:left">
<p class="strong" style="margin:0 0 20px;font-size:14px;font-weight:600;color:${light.accentStrong}">${escaped(oneLine(name))}</p>
<h1 class="ink" style="margin:0 0 12px;font-size:24px;line-height:1.25;font-weight:600;letter-spacing:-.01em;color:#1d2124">${escaped(heading)}</h1>
${paragraphs.map(p).join('\n')}
${quotes.map((quote) => quoted(quote, light.tint, light.accentStrong)).join('\n')}
${button ? pressed(button, light) : ''}
</td></tr>
<tr><td class="soft" style="padding:0 28px 26px;font:400 13px/1.5 ${font};color:#5a6167;text-align:left">
${small.map((text) => `<p class="soft" style="margin:12px 0 0;color:#5a6167">${escaped(text)}</p>`).join('\n')}
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

const quoted = ({ name, text }: { name: string; text: string }, tint: string, strong: string) =>
  `<div class="quote" style="margin:0 0 16px;padding:14px 16px;border-radius:10px;background:${tint}">
<p class="strong" style="margin:0 0 4px;font-size:13px;font-weight:600;color:${strong}">${escaped(oneLine(name))}</p>
<p class="ink" style="margin:0;white-space:pre-wrap;overflow-wrap:anywhere;word-break:break-word">${escaped(text).replace(/\r?\n/g, '<br>')}</p>
</div>`;

const pressed = ({ label, url }: { label: string; url: string }, { accent, onAccent }: Tones) =>
  `<p style="margin:24px 0 20px"><a class="button" href="${escaped(url)}" style="display:inline-block;padding:13px 22px;border-radius:10px;background:${accent};color:${onAccent};font-weight:600;text-decoration:none">${escaped(label)}</a></p>`;

type Tones = ReturnType<typeof palette>['light'];

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
