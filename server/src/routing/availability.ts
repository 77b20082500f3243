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
    const [{ wait, isFull, waiting, offers }, surge] = await Promise.all([
      queue.forNewcomer(
        siteId,
        departments.map(({ id }) => id),
      ),
      queue.isSurge(siteId),
    ]);
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
      status: open ? statusOf(wait, isFull) : 'closed',
      opensAt: opensAtMs,
      closesAt: closesAtMs,
      wait: open ? wait : closed,
      waiting,
      surge: open && surge,
      offers: { callback: callsBack(site), mail: parts.mailIsOn },
      at,
    };
  }

  /**
   * Where a chat asked for now would stand in line: in the department asked for, or the quickest, for whoever writes
   * this language. Null: nowhere, nobody is here or the line is full.
   */
  async function placeFor(siteId: string, asked?: string, language?: string): Promise<string | null> {
    if (!opening(sites.byId(siteId).hours, clock.nowMs()).open) return null;
    const all = sites.departments(siteId).map(({ id }) => id);
    const ask = () => queue.forNewcomer(siteId, asked ? [asked] : all, language);
    let { departmentId, wait, isFull } = await ask();
    if (statusOf(wait, isFull) === 'nobody') {
      // Nobody is sent away before we have looked who is here at this very moment.
      queue.agentsChanged(siteId);
      ({ departmentId, wait, isFull } = await ask());
    }
    return statusOf(wait, isFull) === 'open' ? departmentId : null;
  }

  return { state, placeFor, forget: (siteId: string) => void kept.delete(siteId) };
}

const closed: Wait = { kind: 'closed' };

function statusOf({ kind }: Wait, isFull: boolean): 'open' | 'full' | 'nobody' {
  if (isFull) return 'full';
  return kind === 'closed' || kind === 'away' ? 'nobody' : 'open';
}

export type Availability = ReturnType<typeof createAvailability>;
