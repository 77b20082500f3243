import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../connection/ask.ts';
import { conversation } from '../demo/conversations.ts';
import { createTimeline } from './timeline.model.ts';

const pageLength = 4;

/** A conversation's whole log as the server has it, read in small pages. */
function serverWith(log: Entry[]) {
  return (async (event: string, { after, before }: { after?: number; before?: number }) => {
    const from =
      after !== undefined
        ? log.filter(({ seq }) => seq > after).slice(0, pageLength)
        : log.filter(({ seq }) => before === undefined || seq < before).slice(-pageLength);
    const more = after !== undefined && (from.at(-1)?.seq ?? log.length) < log.length;
    if (event === 'message:sync') return { ok: true, entries: from, more, head: log.length };
    return { ok: true, conversation: conversation({ lastSeq: log.length }), entries: from, more };
  }) as Ask;
}

const entry = (seq: number): Entry => ({
  seq,
  at: seq * 1_000,
  kind: 'message',
  from: 'visitor',
  id: `id-${seq}`,
  text: `line ${seq}`,
});

function open(log: Entry[]) {
  const applied: number[] = [];
  const timeline = createTimeline({
    conversationId: 'conversation-0001',
    ask: serverWith(log),
    learned: () => undefined,
    applied: ({ seq }) => applied.push(seq),
  });
  return { timeline, applied, seqs: () => timeline.entries.get().map(({ seq }) => seq) };
}

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, place) => first + place);

describe('the timeline of a conversation', () => {
  it('holds every entry once and in order, whichever were lost on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), fc.nat(10), async (arrives, before) => {
        const log = upTo(before).map(entry);
        const { timeline, applied, seqs } = open(log);
        await timeline.open();
        for (const arrived of arrives) {
          const next = entry(log.length + 1);
          log.push(next);
          if (arrived) await timeline.receive(next);
        }
        await timeline.head(log.length);
        const first = seqs()[0] ?? 1;
        expect(seqs()).toEqual(upTo(log.length, first));
        expect(applied).toEqual(upTo(log.length, before + 1));
      }),
      { numRuns: 100 },
    );
  });

  it('reads back to the very first entry, page by page', async () => {
    const { timeline, seqs } = open(upTo(10).map(entry));
    await timeline.open();
    while (timeline.olderLeft.get()) await timeline.older();
    expect(seqs()).toEqual(upTo(10));
  });

  it('fills the gap of a break before anything newer shows', async () => {
    const log = upTo(3).map(entry);
    const { timeline, seqs } = open(log);
    await timeline.open();
    log.push(...upTo(12, 4).map(entry));
    await timeline.open();
    expect(seqs()).toEqual(upTo(12));
  });

  it('hears the same entry twice and shows it once', async () => {
    const { timeline, seqs } = open([entry(1)]);
    await timeline.open();
    await timeline.receive(entry(1));
    expect(seqs()).toEqual([1]);
  });
});
