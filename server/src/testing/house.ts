import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { createConversations } from '../conversations/conversations.ts';
import { checkHours } from '../hours/hours.ts';
import { createMessages } from '../messages/messages.ts';
import { randomIds as ids } from '../platform/ids.ts';
import { createPresence } from '../presence/presence.ts';
import { createQueue, type Queue } from '../queue/queue.ts';
import { createRatings } from '../ratings/ratings.ts';
import { createAvailability } from '../routing/availability.ts';
import { createRouting } from '../routing/routing.ts';
import { createSites } from '../sites/sites.ts';
import { createVisitors } from '../visitors/visitors.ts';
import type { Opened } from './databases.ts';

export const leaseMs = 30_000;
export const visitorGraceMs = 300_000;
export const agentGraceMs = 60_000;

/** Every door of the house over one database, without sockets, on a clock that a test moves by hand. */
export async function openHouse({ db, facts, onCommit }: Opened) {
  const clock = { ms: Date.parse('2026-03-04T10:00Z'), nowMs: () => clock.ms };
  const sites = createSites({
    ...{ db, clock, ids, checkHours },
    reline: (trx, siteId, departmentId) => routing.relineDepartment(trx, siteId, departmentId),
  });
  const site = await sites.ensureFirst('Europe/Oslo');
  const visitors = createVisitors({ db, clock, ids });
  const presence = createPresence({
    ...{ db, clock, leaseMs },
    wentAway: (trx, tell, agentId) => routing.returnRinging(trx, tell, agentId),
  });
  const conversations = createConversations(db);
  const messages = createMessages(db, conversations, presence, clock);
  const queue = createQueue({ db, clock, sites });
  onCommit((committed) => {
    for (const { kind, siteId } of committed.filter((fact) => 'siteId' in fact)) {
      if (kind === 'presence') queue.agentsChanged(siteId);
      if (kind === 'site') queue.rulesChanged(siteId);
    }
  });
  const availability = createAvailability({ sites, queue, clock, mailIsOn: false });
  const ratings = createRatings({ db, clock, conversations });
  const routing = createRouting({
    ...{ db, clock, ids, sites, visitors, presence, conversations, messages, queue, availability },
    ...{ visitorGraceMs, agentGraceMs },
  });

  async function visitor() {
    const { visitorId } = await visitors.arrive(site.id, 'en');
    return { visitorId, siteId: site.id };
  }

  /** A colleague as her invite would have made her, without the second that hashing a password takes. */
  async function agent(name: string, { capacity = 1, departmentIds = firstDepartment() } = {}) {
    const agentId = ids.id();
    await db.write(async (trx) => {
      await trx
        .insertInto('agent')
        .values({
          ...{ id: agentId, siteId: site.id, name, capacity, role: 'agent', passwordHash: '' },
          ...{ email: `${agentId}@shop.example`, createdMs: clock.nowMs() },
        })
        .execute();
      for (const departmentId of departmentIds) {
        await trx.insertInto('agentDepartment').values({ agentId, departmentId }).execute();
      }
    });
    return { agentId, siteId: site.id, name };
  }

  /** An agent who can be reached and wants chats. */
  async function available(name: string, more?: Parameters<typeof agent>[1]) {
    const one = await agent(name, more);
    await presence.beat(site.id, one.agentId, 'console');
    await presence.setStatus(site.id, one.agentId, 'available');
    return one;
  }

  const firstDepartment = () => [sites.departments(site.id)[0]?.id ?? ''];

  /** A waiting, still empty conversation of a new visitor, past routing. */
  async function opened(departmentId = firstDepartment()[0] ?? '') {
    const { visitorId } = await visitor();
    const opening = { id: ids.id(), siteId: site.id, departmentId, visitorId, language: 'en', pageUrl: null };
    return db.write((trx) => conversations.open(trx, opening, clock.nowMs()));
  }

  return {
    ...{ db, facts, clock, ids, sites, site, visitors, presence, conversations, messages, queue, ratings },
    ...{ availability, routing, visitor, agent, available, opened },
  };
}

export type House = Awaited<ReturnType<typeof openHouse>>;

/** What those who are here hear, who have not heard it yet. */
export async function newsIn(
  queue: Pick<Queue, 'news'>,
  siteId: string,
  isHere: (visitorId: string) => boolean = () => true,
) {
  const heard: { visitorId: string; place: Place }[] = [];
  await queue.news(siteId, isHere, (visitorId, place) => heard.push({ visitorId, place }));
  return heard;
}

let lastId = 0;
/** What a visitor says first, with an id of its own. */
export const words = (text: string, more: { departmentId?: string } = {}) => ({
  clientMessageId: `11111111-0000-4000-8000-${(++lastId).toString(16).padStart(12, '0')}`,
  text,
  language: 'en' as const,
  ...more,
});
