import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';

const noon = new Date(2026, 2, 27, 12, 0).getTime();
const minuteMs = 60_000;

const said = (seq: number, from: 'visitor' | 'agent', atMs: number): Entry => ({
  seq,
  at: atMs,
  kind: 'message',
  from,
  id: `id-${seq}`,
  text: `line ${seq}`,
});
const kinds = (entries: Entry[], newAfter: number | null = null) =>
  arrange(entries, newAfter).map((item) =>
    item.kind === 'message'
      ? `${item.entry.seq}${item.first ? ' first' : ''}${item.last ? ' last' : ''}`
      : item.kind,
  );

describe('the log', () => {
  it('begins each day with its name, also where summer time begins', () => {
    const saturday = new Date(2026, 2, 28, 23, 59).getTime();
    const sunday = new Date(2026, 2, 29, 0, 1).getTime();
    expect(kinds([said(1, 'visitor', saturday), said(2, 'visitor', sunday)])).toEqual([
      'day',
      '1 first last',
      'day',
      '2 first last',
    ]);
  });

  it('holds together what was said in one breath', () => {
    const entries = [
      said(1, 'visitor', noon),
      said(2, 'visitor', noon + minuteMs),
      said(3, 'agent', noon + 2 * minuteMs),
      said(4, 'agent', noon + 9 * minuteMs),
    ];
    expect(kinds(entries)).toEqual(['day', '1 first', '2 last', '3 first last', '4 first last']);
  });

  it('draws one line before the first of her messages that is new', () => {
    const entries: Entry[] = [
      said(1, 'visitor', noon),
      { seq: 2, at: noon, kind: 'queued' },
      said(3, 'agent', noon),
      said(4, 'visitor', noon),
      said(5, 'visitor', noon),
    ];
    expect(kinds(entries, 1)).toEqual([
      'day',
      '1 first last',
      'change',
      '3 first last',
      'new',
      '4 first',
      '5 last',
    ]);
  });

  it('draws none when everything is new, or nothing', () => {
    const entries: Entry[] = [said(1, 'visitor', noon), { seq: 2, at: noon, kind: 'queued' }];
    expect(kinds(entries, 0)).not.toContain('new');
    expect(kinds(entries, 2)).not.toContain('new');
  });
});

it('a rating with its comment is read once, in its last form', () => {
  const at = Date.UTC(2026, 10, 21, 12);
  const items = arrange(
    [
      { seq: 1, at, kind: 'closed', by: 'agent' },
      { seq: 2, at, kind: 'rated', helped: true },
      { seq: 3, at, kind: 'rated', helped: true, comment: 'Quick and kind' },
    ],
    null,
  );
  expect(items.map(({ key }) => key)).toEqual([expect.stringContaining('day'), '1', '3']);
});
