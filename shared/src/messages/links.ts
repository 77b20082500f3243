export type Part = string | { href: string; text: string };

const address = /\bhttps?:\/\/[^\s<>"'`]+/gi;

/** Words and addresses of a text, in order. Only http and https lead anywhere. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const link = linkOf(trimmed(found));
    if (!link) continue;
    if (index > done) parts.push(text.slice(done, index));
    parts.push(link);
    done = index + link.text.length;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}

/** What ends a sentence is no part of the address before it, nor is a bracket that was opened before. */
function trimmed(found: string): string {
  let unopened = found.split(')').length - found.split('(').length;
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    if (last === ')' ? unopened-- <= 0 : !'.,:;!?…]}»”'.includes(last)) break;
  }
  return found.slice(0, end);
}

/** A name before the host looks like the host: such an address stays text. */
function linkOf(text: string): (Part & object) | null {
  try {
    const { href, username } = new URL(text);
    return username ? null : { href, text };
  } catch {
    return null;
  }
}
