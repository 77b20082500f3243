import { applyForAgent } from '@straks/shared/conversations/apply.ts';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { InboxChanges, InboxItem } from '@straks/shared/inbox/inbox.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversation } from '../demo/conversations.ts';
import type { Snapshot } from './snapshot.ts';
import { applyChanges, change, emptySnapshot, merge, replace } from './snapshot.ts';

type Step =
  | { kind: 'opens'; chat: number }
  | { kind: 'taken'; chat: number }
  | { kind: 'returned'; chat: number }
  | { kind: 'closed'; chat: number }
  | { kind: 'visitor writes'; chat: number }
  | { kind: 'agent writes'; chat: number };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('opens', 'taken', 'returned', 'closed', 'visitor writes', 'agent writes'),
  chat: fc.nat(4),
});

const applyEntry = (old: Snapshot, id: string, entry: Entry) =>
  change(old, id, (conversation) => applyForAgent(conversation, entry));

/** The site's truth, changed step by step as the server would, telling what it tells one agent. */
function site() {
  const open = new Map<string, AgentConversation>();
  const newest = new Map<string, number>();
  let inboxSeq = 0;
  let atMs = 1_000;

  const write = (id: string, entry: (at: { seq: number; at: number }) => Entry): Entry => {
    const seq = (open.get(id)?.lastSeq ?? 0) + 1;
    atMs += 1_000;
    const written = entry({ seq, at: atMs });
    const snapshot = { upTo: 0, items: open };
    for (const [key, value] of applyEntry(snapshot, id, written).items) open.set(key, value);
    return written;
  };
  const list = (id: string, change: Partial<AgentConversation>) => {
    inboxSeq += 1;
    newest.set(id, inboxSeq);
    const before = open.get(id);
    if (before) open.set(id, { ...before, ...change, inboxSeq });
  };

  return {
    open,
    upTo: () => inboxSeq,
    take(step: Step): { id: string; entry: Entry } | null {
      const id = `conversation-000${step.chat}`;
      const has = open.get(id);
      if (step.kind === 'opens') {
        if (has || newest.has(id)) return null;
        open.set(
          id,
          conversation({ id, state: 'waiting', ownerId: null, lastSeq: 0, epoch: 0, inboxSeq: 0 }),
        );
        const entry = write(id, (at) => ({ ...at, kind: 'queued' }));
        list(id, {});
        return { id, entry };
      }
      if (!has) return null;
      const epoch = has.epoch + 1;
      switch (step.kind) {
        case 'taken': {
          const entry = write(id, (at) => ({ ...at, kind: 'assigned', agent: { name: 'Bo' }, epoch }));
          list(id, { ownerId: 'agent-bo-0000000000', epoch });
          return { id, entry };
        }
        case 'returned': {
          const entry = write(id, (at) => ({ ...at, kind: 'returned', reason: 'given_back', epoch }));
          list(id, { ownerId: null, epoch });
          return { id, entry };
        }
        case 'closed': {
          const entry = write(id, (at) => ({ ...at, kind: 'closed', by: 'agent' }));
          list(id, {});
          open.delete(id);
          return { id, entry };
        }
        default: {
          const from = step.kind === 'agent writes' ? 'agent' : 'visitor';
          const entry = write(id, (at) => ({
            ...at,
            kind: 'message',
            from,
            id: crypto.randomUUID(),
            text: `line ${at.seq}`,
          }));
          return { id, entry };
        }
      }
    },
    changesAfter(after: number): InboxChanges {
      const items: InboxItem[] = [];
      for (const [id, seq] of newest) {
        if (seq <= after) continue;
        items.push(open.get(id) ?? { id, inboxSeq: seq, gone: true });
      }
      return { after, upTo: inboxSeq, items };
    },
  };
}

const sorted = (items: ReadonlyMap<string, AgentConversation>) =>
  [...items.values()].sort((a, b) => a.id.localeCompare(b.id));

describe('the list', () => {
  it('is the same by events as by a new snapshot, whatever was lost on the way', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.boolean(), fc.boolean()), { maxLength: 60 }), (steps) => {
        const truth = site();
        let mine: Snapshot = emptySnapshot;
        const receive = (changes: InboxChanges) => {
          const changed = applyChanges(mine, changes);
          if (changed.kind === 'applied') mine = changed.snapshot;
          if (changed.kind === 'gap') receive(truth.changesAfter(changed.after));
        };
        let announced = 0;
        for (const [next, lostChange, lostEntry] of steps) {
          const told = truth.take(next);
          if (!told) continue;
          if (!lostEntry) mine = applyEntry(mine, told.id, told.entry);
          if (truth.upTo() > announced && !lostChange) receive(truth.changesAfter(announced));
          announced = truth.upTo();
        }
        // The head every 30 seconds shows a lost last change, a fresh snapshot any lost entry.
        receive(truth.changesAfter(mine.upTo));
        expect([...mine.items.keys()].sort()).toEqual([...truth.open.keys()].sort());
        const reloaded = replace(mine, truth.upTo(), [...truth.open.values()]);
        expect(reloaded.kind === 'applied' && sorted(reloaded.snapshot.items)).toEqual(sorted(truth.open));
      }),
      { numRuns: 300 },
    );
  });

  it('needs no new snapshot when nothing was lost', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const truth = site();
        let mine: Snapshot = emptySnapshot;
        for (const next of steps) {
          const before = truth.upTo();
          const told = truth.take(next);
          if (!told) continue;
          mine = applyEntry(mine, told.id, told.entry);
          const changed = applyChanges(mine, truth.changesAfter(before));
          if (changed.kind === 'applied') mine = changed.snapshot;
        }
        expect(sorted(mine.items)).toEqual(sorted(truth.open));
      }),
      { numRuns: 300 },
    );
  });

  it('shows a gap instead of guessing', () => {
    const changed = applyChanges({ upTo: 4, items: new Map() }, { after: 6, upTo: 7, items: [] });
    expect(changed).toEqual({ kind: 'gap', after: 4 });
  });

  it('keeps a message that came before the older view of its conversation', () => {
    const old = conversation({ inboxSeq: 3, lastSeq: 9, preview: 'the newest' });
    const late = conversation({ inboxSeq: 4, lastSeq: 8, preview: 'older', ownerId: 'agent-bo-0000000000' });
    expect(merge(old, late)).toMatchObject({
      inboxSeq: 4,
      lastSeq: 9,
      preview: 'the newest',
      ownerId: 'agent-bo-0000000000',
    });
  });

  it('never takes back what has been read', () => {
    const old = conversation({ readByVisitorSeq: 7, readByAgentSeq: 5 });
    const fresh = conversation({ readByVisitorSeq: 6, readByAgentSeq: 8, inboxSeq: 99, lastSeq: 99 });
    expect(merge(old, fresh)).toMatchObject({ readByVisitorSeq: 7, readByAgentSeq: 8 });
  });
});
