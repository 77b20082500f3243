export type Cell = string | number | null;

/**
 * A table as a spreadsheet reads it (RFC 4180). A text that a spreadsheet would take for a formula gets an
 * apostrophe before it: names come from people, and a name must not calculate or call out.
 */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(cell).join(','));
  // The mark at the beginning makes Excel read UTF-8.
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^\s*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
