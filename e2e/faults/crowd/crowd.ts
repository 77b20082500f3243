import type { Session } from '../../drivers/accounts.ts';
import type { History } from '../../drivers/history.ts';
import { until } from '../../drivers/until.ts';
import type { Absences } from '../spans.ts';
import { Desk } from './desk.ts';
import { Seat } from './seat.ts';

export interface CrowdSettings {
  visitors: number;
  agents: number;
  capacity: number;
  /** Messages a second in all, about. */
  perSecond: number;
  random: () => number;
}

/** Short lives, so that a run of a minute sees them end: leases, an agent's and a visitor's grace. */
export const lives = { leaseMs: 8_000, beatMs: 2_000, agentGraceMs: 4_000, visitorGraceMs: 12_000 };

export const shortLives = {
  STRAKS_LEASE_SECONDS: String(lives.leaseMs / 1000),
  STRAKS_AGENT_GRACE_SECONDS: String(lives.agentGraceMs / 1000),
  STRAKS_VISITOR_GRACE_SECONDS: String(lives.visitorGraceMs / 1000),
};

/** Long enough that a lid closed gives its chats back to the line. */
const napMs = 16_000;
const emptyWithinMs = 10_000;

const isWaiting = ({ failed }: { failed?: unknown }) => failed === undefined;

/** A busy house: visitors coming and going, agents with several chats at once, somebody always asleep. */
export class Crowd {
  readonly seats: Seat[];
  readonly desks: Desk[];
  #serving: Promise<void>[] = [];
  #napping: NodeJS.Timeout | undefined;
  /** Whose words were still waiting when all should have gone out. */
  laggards: string[] = [];

  constructor(
    house: { url: string; siteKey: string },
    sessions: Session[],
    history: History,
    settings: CrowdSettings,
  ) {
    const { visitors, agents, capacity, perSecond, random } = settings;
    // Both sides of every live chat talk alike.
    const pauseMs = (2 * Math.min(visitors, agents * capacity) * 1000) / perSecond;
    const { url, siteKey } = house;
    this.seats = Array.from(
      { length: visitors },
      (_, n) =>
        new Seat({
          url,
          siteKey,
          name: `visitor ${n + 1}`,
          history,
          random,
          pauseMs,
          graceMs: lives.visitorGraceMs,
        }),
    );
    this.desks = sessions.map((session) => new Desk({ session, history, random, pauseMs, ...lives }));
  }

  async begin(): Promise<void> {
    for (const { agent } of this.desks) agent.arrive();
    await until('every agent has arrived', () => this.desks.every(({ agent }) => agent.isReady), 20_000);
    this.#serving = this.seats.map((seat) => seat.serve());
    let next = 0;
    this.#napping = setInterval(() => {
      void this.desks[next % this.desks.length]?.nap(napMs);
      next += 1;
    }, napMs / 2);
  }

  /** Everybody falls silent; how long it took until nothing was unsent any more. */
  async hush(): Promise<number> {
    clearInterval(this.#napping);
    for (const seat of this.seats) seat.close();
    for (const desk of this.desks) desk.close();
    const startedMs = performance.now();
    const empty = (withinMs: number) =>
      until('every outbox is empty', () => this.#unsent() === 0, withinMs).catch(() => {});
    await empty(emptyWithinMs);
    this.laggards = this.#laggards();
    await empty(2 * emptyWithinMs);
    const tookMs = this.#unsent() === 0 ? performance.now() - startedMs : Number.POSITIVE_INFINITY;
    await Promise.all(this.#serving);
    return tookMs;
  }

  /** What everybody who is still there holds now, as somebody who must have it all. */
  noteLists(): void {
    for (const { visitor } of this.seats) if (visitor?.isReady) visitor.transcript?.note(true);
    for (const { agent } of this.desks) {
      if (agent.isReady) for (const chat of agent.owned) chat.transcript.note(true);
    }
  }

  leave(): void {
    for (const { visitor } of this.seats) visitor?.leave();
    for (const { agent } of this.desks) agent.leave();
  }

  /** When who was away by her own doing. */
  get absences(): Absences {
    return new Map([
      ...this.seats.flatMap((seat) => [...seat.absences]),
      ...this.desks.map((desk) => [desk.agent.name, desk.naps] as const),
    ]);
  }

  #unsent(): number {
    const bySeat = this.seats.map(({ visitor }) => visitor?.unsent ?? []);
    const byDesk = this.desks.flatMap(({ agent }) => agent.owned.map(({ unsent }) => unsent));
    return [...bySeat, ...byDesk].flat().filter(isWaiting).length;
  }

  /** Whose words have not gone out, and how things stand with them. */
  #laggards(): string[] {
    const seats = this.seats.flatMap(({ visitor }) =>
      visitor?.unsent.some(isWaiting)
        ? [`${visitor.name}: ready ${visitor.isReady}, chat ${visitor.conversation?.state}`]
        : [],
    );
    const desks = this.desks.flatMap(({ agent }) =>
      agent.owned
        .filter(({ unsent }) => unsent.some(isWaiting))
        .map(
          (chat) =>
            `${agent.name}: ready ${agent.isReady}, chat ${chat.transcript.conversationId} open ${chat.isOpen}`,
        ),
    );
    return [...seats, ...desks];
  }
}
