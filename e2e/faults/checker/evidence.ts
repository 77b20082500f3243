import type { Conversation, DatabaseDump, Entry, Lease } from './dump.ts';
import type { FaultWindow } from './fault-windows.ts';
import { faultsOf } from './fault-windows.ts';
import type { Step } from './lifecycle.ts';
import { byHandKey, commitsOf, stepsOf } from './lifecycle.ts';
import type { Line, LineOf, Op } from './line.ts';
import type { Options } from './options.ts';
import type { Sent } from './sent.ts';
import { messageKey, sentOf } from './sent.ts';

/** History and dump, sorted into what the rules ask for. Every list keeps the order of the history. */
export type Evidence = {
  dump: DatabaseDump;
  options: Options;
  of: { [O in Op]: LineOf<O>[] };
  conversations: Map<string, Conversation>;
  /** Each conversation's entries by seq. */
  logs: Map<string, Entry[]>;
  /** Messages by `messageKey`; more than one where something went wrong. */
  messages: Map<string, Entry[]>;
  sent: Map<string, Sent>;
  steps: Map<string, Step[]>;
  commits: Step[][];
  /** Conversations of visitors who had others. */
  returning: Set<string>;
  faults: FaultWindow[];
  leases: Lease[];
  /** What was erased, and when. */
  erased: Map<string, number>;
  endMs: number;
};

export function gather(history: Line[], dump: DatabaseDump, options: Options): Evidence {
  const of = byOp(history);
  const logs = Map.groupBy(dump.entries, (entry) => entry.conversationId);
  for (const log of logs.values()) log.sort((a, b) => a.seq - b.seq);
  const taken = of.owner.filter(({ byHand }) => byHand);
  const byHand = new Set(taken.map(({ conversation, epoch }) => byHandKey(conversation, epoch)));
  const steps = new Map(
    dump.conversations.map((each) => [each.id, stepsOf(each, logs.get(each.id) ?? [], byHand)]),
  );
  return {
    dump,
    options,
    of,
    conversations: new Map(dump.conversations.map((each) => [each.id, each])),
    logs,
    messages: Map.groupBy(dump.entries.filter(isMessage), (entry) =>
      messageKey(entry.sender, entry.clientMessageId ?? ''),
    ),
    sent: sentOf(of.send),
    steps,
    commits: commitsOf([...steps.values()].flat()),
    returning: returningOf(dump.conversations),
    faults: faultsOf(of.fault),
    leases: [...(dump.leases ?? []), ...of.lease],
    erased: erasedAt(of.erase),
    endMs: history.reduce((end, { t }) => Math.max(end, t), 0),
  };
}

function returningOf(conversations: Conversation[]): Set<string> {
  const several = [
    ...Map.groupBy(conversations, ({ siteId, visitorId }) => `${siteId} ${visitorId}`).values(),
  ];
  return new Set(several.filter(({ length }) => length > 1).flatMap((own) => own.map(({ id }) => id)));
}

/** What a person wrote and the other side reads. */
export const isMessage = (entry: Entry): boolean => entry.kind === 'message' && entry.sender !== 'system';

function byOp(history: Line[]): Evidence['of'] {
  const groups = Map.groupBy(history, (line) => line.op);
  const of = <O extends Op>(op: O) => (groups.get(op) ?? []) as LineOf<O>[];
  return {
    send: of('send'),
    receive: of('receive'),
    list: of('list'),
    read: of('read'),
    place: of('place'),
    joined: of('joined'),
    left: of('left'),
    frame: of('frame'),
    presence: of('presence'),
    lease: of('lease'),
    fault: of('fault'),
    owner: of('owner'),
    erase: of('erase'),
  };
}

function erasedAt(lines: LineOf<'erase'>[]): Map<string, number> {
  const done = lines.filter((line) => line.phase === 'ok');
  return new Map(
    done.flatMap((line) => [...line.ids, ...line.bodies].map((what) => [what, line.t] as const)),
  );
}

/** Whether one of these ids or bodies was erased in the run: then its absence is no loss. */
export const wasErased = (e: Evidence, ...names: (string | null | undefined)[]): boolean =>
  names.some((name) => name !== null && name !== undefined && e.erased.has(name));

/** The message is no longer what its sender wrote, by right. */
export const wasChanged = (e: Evidence, entry: Entry): boolean =>
  (entry.revision ?? 0) > 0 || entry.deleted === true || wasErased(e, entry.clientMessageId, entry.body);
