export type Shortcut =
  | 'next'
  | 'down'
  | 'up'
  | 'beside'
  | 'compose'
  | 'pane_1'
  | 'pane_2'
  | 'pane_3'
  | 'pin'
  | 'close'
  | 'take'
  | 'status'
  | 'more'
  | 'fewer'
  | 'help';

/**
 * Single keys, outside of text fields only. Nothing here sends or closes by itself: `close` opens the
 * menu that asks. No Ctrl and no Alt: on Nordic keyboards AltGr is both, and writes @ £ $ { [ ] }.
 */
const byKey: Record<string, Shortcut> = {
  n: 'next',
  j: 'down',
  k: 'up',
  b: 'beside',
  r: 'compose',
  1: 'pane_1',
  2: 'pane_2',
  3: 'pane_3',
  p: 'pin',
  c: 'close',
  t: 'take',
  s: 'status',
  '+': 'more',
  '-': 'fewer',
  '?': 'help',
};

export interface Key {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  repeat: boolean;
  /** The key goes into a text field. */
  inField: boolean;
}

export function shortcutOf(key: Key, singleKeys: boolean): Shortcut | null {
  if (key.inField || key.isComposing || key.ctrlKey || key.altKey || key.metaKey) return null;
  const shortcut = byKey[key.key.length === 1 ? key.key.toLowerCase() : key.key];
  if (!shortcut || (!singleKeys && shortcut !== 'help')) return null;
  return key.repeat && shortcut !== 'down' && shortcut !== 'up' ? null : shortcut;
}
