export type Part = string | { href: string; text: string };

const candidate = /\bhttps?:\/\/[^\s<>"'`]{1,2000}/gi;
/** What ends a sentence is not part of the address before it. */
const trailing = /[.,:;!?)\]}»”]+$/;

/** Words and addresses of a text. Only http and https lead anywhere. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const found of text.matchAll(candidate)) {
    const link = linkOf(found[0]);
    if (!link) continue;
    if (found.index > done) parts.push(text.slice(done, found.index));
    parts.push(link);
    done = found.index + link.text.length;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}

function linkOf(found: string): { href: string; text: string } | null {
  const opensBracket = found.includes('(');
  const text = found.replace(opensBracket ? /[.,:;!?]+$/ : trailing, '');
  const url = parse(text);
  return url && /^https?:$/.test(url.protocol) && url.username === '' ? { href: url.href, text } : null;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
