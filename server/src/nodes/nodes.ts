import type { Logger } from 'pino';
import type { Conversations } from '../conversations/conversations.ts';
import type { Fact } from '../facts.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { sayTyping } from '../messages/tell-entry.ts';
import type { OpenBus } from '../platform/bus/bus.ts';
import type { Hint } from '../platform/bus/hint.ts';
import type { Clock } from '../platform/clock.ts';
import { isStorageRefusal } from '../platform/db/storage-error.ts';
import { createTicker } from '../platform/ticker.ts';
import { isOfStorage } from '../platform/timers.ts';
import type { Announce } from '../platform/wire/announce.ts';
import type { SharedRates } from '../platform/wire/shared-rates.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { FanOut } from './fan-out.ts';

export interface NodesParts {
  openBus: OpenBus;
  node: string;
  conversations: Pick<Conversations, 'inboxHead'>;
  inbox: Pick<Inbox, 'changedSince'>;
  fanOut: FanOut;
  elsewhere: Elsewhere;
  rates: Pick<SharedRates, 'tookElsewhere'>;
  clock: Clock;
  announce: Announce;
  /** The visitors connected to this node. */
  hereNow(): string[];
  /** What this node does about a fact, whoever made it true. */
  react(fact: Fact): void;
  /** Lists and places look different, though nothing was done here. */
  lookAgain(siteId: string): void;
  siteIds(): string[];
  /** Consoles whose session or rights ended elsewhere are cut. */
  checkConsoles(): Promise<void>;
  log: Logger;
}

const hereMs = 10_000;
/** Hints make the other nodes look at once; without them each looks by itself. */
const pollMs = { up: 30_000, away: 1_000 };

/** One house of many nodes: what another committed is heard here as if it had been done here. */
export function createNodes(parts: NodesParts) {
  const { conversations, inbox, fanOut, elsewhere, announce, node, react, log } = parts;
  const followed = new Map<string, number>();
  const failed = (err: unknown) =>
    isOfStorage(err) || log.error({ err }, 'what another node did could not be read');
  // The next hint may be long in coming.
  const following = createTicker(follow, failed, { againMs: pollMs.away });
  /** Over a slow database one look at the consoles at a time. */
  const checking = createTicker(() => parts.checkConsoles(), failed, { againMs: pollMs.away });
  const bus = parts.openBus({ heard, back: lookEverywhere });
  let timers: NodeJS.Timeout[] = [];
  let polledMs = Number.NEGATIVE_INFINITY;

  /** Tells the others where to look, once a site for all that was committed together. */
  function committed(facts: readonly Fact[]) {
    const changed = new Set<string>();
    for (const fact of facts) {
      switch (fact.kind) {
        case 'conversation':
        case 'words':
          changed.add(fact.siteId);
          break;
        case 'entry':
        case 'read':
          // Both raise the site's inbox number, and say so as `words` or `conversation`.
          break;
        default:
          bus.tell(fact);
      }
    }
    for (const siteId of changed) bus.tell({ kind: 'changed', siteId });
  }

  function heard(hint: Hint) {
    try {
      hear(hint);
    } catch (error) {
      failed(error);
    }
  }

  function hear(hint: Hint) {
    switch (hint.kind) {
      case 'changed':
        return following.soon(hint.siteId, 0);
      case 'typing':
        return sayTyping(announce, hint);
      case 'here':
        return elsewhere.all(hint.node, hint.visitorIds);
      case 'came':
        return elsewhere.came(hint.node, hint.visitorId);
      case 'went':
        return elsewhere.went(hint.node, hint.visitorId);
      case 'took':
        return parts.rates.tookElsewhere(hint, parts.clock.nowMs());
      default:
        // What happened beside conversations, and nothing else: the bus hears no other kinds.
        return react(hint);
    }
  }

  /** Reads on in the list of all that changed, and says here what is news here. */
  async function follow(siteId: string) {
    for (;;) {
      const after = followed.get(siteId) ?? (await conversations.inboxHead(siteId));
      followed.set(siteId, after);
      const rows = await inbox.changedSince(siteId, after);
      const last = rows.at(-1);
      if (!last) return;
      await sayAll(rows);
      followed.set(siteId, last.inboxSeq);
      parts.lookAgain(siteId);
    }
  }

  /** What the storage cannot give now is read again; what nobody can read is left behind. */
  async function sayAll(rows: Awaited<ReturnType<Inbox['changedSince']>>) {
    const outcomes = await Promise.allSettled(rows.map((row) => fanOut.follow(row)));
    const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const notNow = errors.find(isStorageRefusal);
    if (notNow) throw notNow;
    errors.forEach(failed);
  }

  function lookEverywhere() {
    polledMs = performance.now();
    for (const siteId of parts.siteIds()) {
      following.soon(siteId, 0);
      react({ kind: 'site', siteId });
      react({ kind: 'presence', siteId });
    }
    checking.soon('all', 0);
  }

  function poll() {
    const everyMs = bus.isUp() && bus.hearsAll() ? pollMs.up : pollMs.away;
    if (performance.now() - polledMs >= everyMs - pollMs.away / 2) lookEverywhere();
  }

  const sayWhoIsHere = () => bus.tell({ kind: 'here', node, visitorIds: parts.hereNow() });

  /** To be called before the first socket may connect. */
  async function start() {
    for (const siteId of parts.siteIds()) {
      if (!followed.has(siteId)) followed.set(siteId, await conversations.inboxHead(siteId));
    }
    timers = [setInterval(poll, pollMs.away), setInterval(sayWhoIsHere, hereMs)];
  }

  /** Follows the others no more; they still hear of what is committed here. */
  async function stop() {
    for (const timer of timers) clearInterval(timer);
    await Promise.all([following.stop(), checking.stop()]);
  }

  return { node, committed, start, stop, close: bus.close, tell: bus.tell, isUp: bus.isUp };
}

export type Nodes = ReturnType<typeof createNodes>;
