interface Key {
  key: string;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** Enter sends; with Shift it breaks the line; while a word is being composed it belongs to the composing. */
export function isSendKey({ key, shiftKey, isComposing, keyCode }: Key): boolean {
  // Safari ends the composition before this key is heard, and marks it with 229 only.
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
}
