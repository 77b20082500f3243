export type Shortcut =
  | 'answer'
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
  | 'transfer'
  | 'hold'
  | 'priority'
  | 'status'
  | 'more'
  | 'fewer'
  | 'help';

/**
 * Single keys, outside of text fields only. Nothing here sends or closes by itself: `close` opens the
 * menu that asks. No Ctrl and no Alt: on Nordic keyboards AltGr is both, and writes @ £ $ { [ ] }.
 */
const byKey: Record<string, Shortcut> = {
  a: 'answer',
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
  f: 'transfer',
  h: 'hold',
  u: 'priority',
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
  /** The key stands on something that it would press. */
  onControl: boolean;
}

/** `ringing`: a chat rings, and Enter answers it, also for those who want no single letters. */
export function shortcutOf(key: Key, singleKeys: boolean, ringing = false): Shortcut | null {
  if (key.inField || key.isComposing || key.ctrlKey || key.altKey || key.metaKey) return null;
  if (key.key === 'Enter') return ringing && !key.onControl && !key.repeat ? 'answer' : null;
  const shortcut = byKey[key.key.length === 1 ? key.key.toLowerCase() : key.key];
  if (!shortcut || (!singleKeys && shortcut !== 'help')) return null;
  return key.repeat && shortcut !== 'down' && shortcut !== 'up' ? null : shortcut;
}
