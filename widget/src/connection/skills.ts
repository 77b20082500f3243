const most = 20;

/** As the wire takes them: what a page writes wrongly must not cost her the chat. */
export function skillsOf(written: unknown): string[] {
  if (!Array.isArray(written)) return [];
  const named = written.map((skill) => String(skill).trim());
  return named.filter((skill) => /^[^,|:]{1,40}$/.test(skill)).slice(0, most);
}
