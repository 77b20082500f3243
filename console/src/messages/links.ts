export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; url: string };

const address = /https?:\/\/[^\s<>"'`]+/gi;
/** Cuts a message into plain text and addresses that are safe to follow. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const words = trimmed(match[0]);
    const url = URL.parse(words);
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) continue;
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    found.push({ kind: 'link', text: words, url: url.href });
    from = match.index + words.length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

/** Punctuation after an address belongs to the sentence, as does a bracket that was opened before it. */
function trimmed(words: string): string {
  let unopened = count(words, ')') - count(words, '(');
  let end = words.length;
  for (; end > 0; end -= 1) {
    const last = words.charAt(end - 1);
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (!'.,;:!?…'.includes(last)) break;
  }
  return words.slice(0, end);
}

const count = (text: string, character: string) => text.split(character).length - 1;
