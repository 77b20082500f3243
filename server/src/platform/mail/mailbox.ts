/** One address that no server can read as two, or as anything beside an address. */
export const isMailbox = (text: string) =>
  text.length <= 254 && /^[^\s@<>()[\]"\\,;:\p{Cc}]+@[^\s@<>()[\]"\\,;:\p{Cc}]+$/u.test(text);
