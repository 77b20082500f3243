/** Up to two letters by which a glance tells people apart; the ticket's last digits for the nameless. */
export function initials(name: string | null, ticket: number): string {
  const words = name?.trim().split(/\s+/) ?? [];
  const first = firstLetter(words[0]);
  if (!first) return String(ticket % 100).padStart(2, '0');
  return first + (words.length > 1 ? firstLetter(words.at(-1)) : '');
}

const firstLetter = (word: string | undefined) =>
  [...(word ?? '')]
    .find((character) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(character))
    ?.toUpperCase() ?? '';

/** The page as people say it: without the scheme, short enough to read. */
export function pageName(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const path = decode(parsed.pathname).replace(/\/$/, '');
  return parsed.host + path;
}

function decode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
