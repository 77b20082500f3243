import { describe, expect, it } from 'vitest';
import type { Key } from './shortcuts.ts';
import { shortcutOf } from './shortcuts.ts';

const key = (changes: Partial<Key>): Key => ({
  key: 'n',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  repeat: false,
  inField: false,
  onControl: false,
  ...changes,
});

describe('shortcuts', () => {
  it('never act while somebody writes', () => {
    expect(shortcutOf(key({ inField: true }), true)).toBeNull();
    expect(shortcutOf(key({ isComposing: true }), true)).toBeNull();
  });

  it('leave AltGr and the browser alone', () => {
    expect(shortcutOf(key({ key: '+', ctrlKey: true, altKey: true }), true)).toBeNull();
    expect(shortcutOf(key({ key: 'c', ctrlKey: true }), true)).toBeNull();
    expect(shortcutOf(key({ key: 'r', metaKey: true }), true)).toBeNull();
  });

  it('answer with Enter only what rings, and never what Enter would press or write', () => {
    expect(shortcutOf(key({ key: 'Enter' }), true)).toBeNull();
    expect(shortcutOf(key({ key: 'Enter' }), false, true)).toBe('answer');
    expect(shortcutOf(key({ key: 'Enter', onControl: true }), true, true)).toBeNull();
    expect(shortcutOf(key({ key: 'Enter', inField: true }), true, true)).toBeNull();
    expect(shortcutOf(key({ key: 'a' }), true)).toBe('answer');
  });

  it('can be turned off, but the overview stays', () => {
    expect(shortcutOf(key({ key: 'c' }), false)).toBeNull();
    expect(shortcutOf(key({ key: '?' }), false)).toBe('help');
  });

  it('work with caps lock, and once however long a key is held', () => {
    expect(shortcutOf(key({ key: 'N' }), true)).toBe('next');
    expect(shortcutOf(key({ key: 's', repeat: true }), true)).toBeNull();
    expect(shortcutOf(key({ key: 'j', repeat: true }), true)).toBe('down');
  });
});
