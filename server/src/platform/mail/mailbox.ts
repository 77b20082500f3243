/** One address that no server can read as two, or as anything beside an address. */
export const isMailbox = (text: string) =>
  text.length <= 254 && /^[^\s@<>()[\]"\\,;:\p{Cc}]+@[^\s@<>()[\]"\\,;:\p{Cc}]+$/u.test(text);

/** However it is typed it is the same letter box, and is written to as one. */
export const asOneBox = (address: string) => address.toLowerCase();
