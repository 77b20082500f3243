import type { Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { opening } from '../hours/opening.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import type { Queue } from '../queue/queue.ts';
import { callsBack } from '../sites/calls-back.ts';
import type { Sites } from '../sites/sites.ts';

/** What anyone may know before she has typed a word. Asked by every page view, so kept for a second. */
export function createAvailability(parts: {
  sites: Sites;
  queue: Queue;
  clock: Clock;
  /** Whether mail can be sent. */
  mailIsOn: boolean;
}) {
  const { sites, queue, clock } = parts;
  const freshMs = 1_000;
  const kept = new Map<string, Promise<SiteState>>();

  function state(siteId: string): Promise<SiteState> {
    const known = kept.get(siteId);
    if (known) return known;
    const fresh = compute(siteId);
    kept.set(siteId, fresh);
    const forget = () => void (kept.get(siteId) === fresh && kept.delete(siteId));
    fresh.catch(forget);
    setTimeout(forget, freshMs).unref();
    return fresh;
  }

  async function compute(siteId: string): Promise<SiteState> {
    const site = sites.byId(siteId);
    if (!site) throw new Refusal('unknown', { detail: 'site' });
    const departments = sites.departments(siteId);
    const at = clock.nowMs();
    const { open, opensAtMs, closesAtMs } = opening(site.hours, at);
    const { wait, waiting, offers } = await queue.forNewcomer(
      siteId,
      departments.map(({ id }) => id),
    );
    const status = !open ? 'closed' : wait.kind === 'closed' ? 'nobody' : 'open';
    return {
      key: site.key,
      name: site.name,
      brand: site.brand,
      language: site.language,
      hours: site.hours,
      departments: departments.map(({ id, name }, place) => ({
        id,
        name,
        wait: (open && offers[place]?.wait) || closed,
      })),
      status,
      opensAt: opensAtMs,
      closesAt: closesAtMs,
      wait: open ? wait : closed,
      waiting,
      surge: false,
      offers: { callback: callsBack(site), mail: parts.mailIsOn },
      at,
    };
  }

  /** Where a chat asked for now would stand in line: in the department asked for, or the quickest. Null: nowhere. */
  async function placeFor(siteId: string, asked: string | undefined): Promise<string | null> {
    if (!opening(sites.byId(siteId).hours, clock.nowMs()).open) return null;
    const all = sites.departments(siteId).map(({ id }) => id);
    const { departmentId, wait } = await queue.forNewcomer(siteId, asked ? [asked] : all);
    return wait.kind === 'closed' ? null : departmentId;
  }

  return { state, placeFor, forget: (siteId: string) => void kept.delete(siteId) };
}

const closed: Wait = { kind: 'closed' };

export type Availability = ReturnType<typeof createAvailability>;
