import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import { describe, expect, test } from 'vitest';
import type { MessageRow, Row } from './rows.ts';
import { rowsOf } from './rows.ts';

const noon = new Date('2026-03-05T12:00:00').getTime();
const minute = 60_000;
const said = (seq: number, from: 'visitor' | 'agent', text: string, atMs = noon + seq * 1_000): Entry => ({
  seq,
  at: atMs,
  kind: 'message',
  from,
  ...(from === 'agent' && { name: 'Bo' }),
  id: `id-${seq}`,
  text,
});
const kinds = (rows: Row[]) => rows.map(({ kind }) => kind);
const messages = (rows: Row[]) => rows.filter((row): row is MessageRow => row.kind === 'message');

describe('ada reads the log', () => {
  test('messages of one person stand together until somebody else speaks or time passes', () => {
    const log = [
      said(1, 'visitor', 'a'),
      said(2, 'visitor', 'b'),
      said(3, 'agent', 'c'),
      said(4, 'agent', 'd', noon + 10 * minute),
    ];
    expect(messages(rowsOf(log, [], 0)).map(({ isFirst, isLast }) => [isFirst, isLast])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  test('each day begins with its name', () => {
    const log = [said(1, 'visitor', 'a'), said(2, 'agent', 'b', noon + 24 * 60 * minute)];
    expect(kinds(rowsOf(log, [], 0))).toEqual(['day', 'message', 'day', 'message']);
  });

  test('she sees what is on its way, what is sent and what is read, in that order of certainty', () => {
    const log = [said(1, 'visitor', 'a'), said(2, 'visitor', 'b')];
    const unsent = [
      { id: 'id-3', pressedMs: noon + 9_000, request: { event: 'message:send' as const, text: 'c' } },
    ];
    expect(messages(rowsOf(log, unsent, 1)).map(({ delivery }) => delivery)).toEqual([
      'read',
      'sent',
      'sending',
    ]);
  });

  test('a message that has arrived is not shown a second time as unsent', () => {
    const unsent = [{ id: 'id-1', pressedMs: noon, request: { event: 'message:send' as const, text: 'a' } }];
    expect(messages(rowsOf([said(1, 'visitor', 'a')], unsent, 0))).toHaveLength(1);
  });

  test('bo, from whom it went back before he said a word, is not said to have been here', () => {
    const given: Entry = { seq: 1, at: noon, kind: 'assigned', agent: { name: 'Bo' }, epoch: 1 };
    const back = { seq: 2, at: noon + minute, kind: 'returned', epoch: 2 } as const;
    const notes = (log: Entry[]) =>
      rowsOf(log, [], 0).flatMap((row) => (row.kind === 'note' ? [[row.entry.kind, row.agent]] : []));
    expect(notes([given, { ...back, reason: 'not_accepted' }])).toEqual([['returned', 'Bo']]);
    expect(notes([given, { ...back, reason: 'agent_gone' }])).toEqual([['returned', 'Bo']]);
    const hi = said(2, 'agent', 'Hi');
    expect(notes([given, hi, { ...back, seq: 3, reason: 'agent_gone' }])).toEqual([
      ['assigned', 'Bo'],
      ['returned', 'Bo'],
    ]);
  });

  test('bo, at whom it rings, is here once he has opened it', () => {
    const log: Entry[] = [
      said(1, 'visitor', 'a'),
      { seq: 2, at: noon, kind: 'assigned', agent: { name: 'Bo' }, epoch: 1 },
      said(3, 'visitor', 'b'),
    ];
    const notes = (readByAgentSeq: number, entries = log) =>
      rowsOf(entries, [], readByAgentSeq).filter(({ kind }) => kind === 'note').length;
    expect(notes(1)).toBe(0);
    expect(notes(2)).toBe(1);
    expect(notes(1, [...log, said(4, 'agent', 'Hi')])).toBe(1);
  });

  test('when bo loses connection the line says his name', () => {
    const log: Entry[] = [
      { seq: 1, at: noon, kind: 'assigned', agent: { name: 'Bo' }, epoch: 1 },
      { seq: 2, at: noon, kind: 'returned', reason: 'agent_gone', epoch: 2 },
    ];
    expect(rowsOf(log, [], 0)).toMatchObject([{ kind: 'day' }, { kind: 'note', agent: 'Bo' }]);
  });

  test('joining the line and rating are not lines of the talk', () => {
    const log: Entry[] = [
      { seq: 1, at: noon, kind: 'queued' },
      { seq: 2, at: noon, kind: 'rated', helped: true },
    ];
    expect(rowsOf(log, [], 0)).toEqual([]);
  });
});
