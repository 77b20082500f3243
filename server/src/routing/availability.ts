import type { Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { opening } from '../hours/opening.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import type { Asked } from '../queue/need.ts';
import type { Queue } from '../queue/queue.ts';
import { callsBack } from '../sites/calls-back.ts';
import type { Sites } from '../sites/sites.ts';

/**
 * What anyone may know before she has typed a word: by her language where that counts, and by the skills that her page asks
 * for. Asked by every page view, so kept for a second.
 */
export function createAvailability(parts: {
  sites: Sites;
  queue: Queue;
  clock: Clock;
  /** Whether mail can be sent. */
  mailIsOn: boolean;
}) {
  const { sites, queue, clock } = parts;
  const freshMs = 1_000;
  const kept = new Map<string, Map<string, Promise<SiteState>>>();

  function state(siteId: string, asked: Partial<Asked> = {}): Promise<SiteState> {
    const counts = thatCount(siteId, asked);
    const variant = JSON.stringify(counts);
    const variants = kept.get(siteId) ?? new Map<string, Promise<SiteState>>();
    kept.set(siteId, variants);
    const known = variants.get(variant);
    if (known) return known;
    const fresh = compute(siteId, counts);
    variants.set(variant, fresh);
    const forget = () => void (variants.get(variant) === fresh && variants.delete(variant));
    fresh.catch(forget);
    setTimeout(forget, freshMs).unref();
    return fresh;
  }

  /** Of what she asks for, what makes a difference here: most sites look the same to everybody. */
  function thatCount(siteId: string, { language, skills = [] }: Partial<Asked>): Partial<Asked> {
    const isMatched = sites.departments(siteId).some(({ matchLanguage }) => matchLanguage);
    return {
      ...(isMatched && language && language !== sites.byId(siteId)?.language && { language }),
      skills: [...new Set(queue.skillsOf(siteId, skills))].toSorted(),
    };
  }

  async function compute(siteId: string, asked: Partial<Asked>): Promise<SiteState> {
    const site = sites.byId(siteId);
    if (!site) throw new Refusal('unknown', { detail: 'site' });
    const departments = sites.departments(siteId);
    const at = clock.nowMs();
    const { open, opensAtMs, closesAtMs } = opening(site.hours, at);
    const [{ wait, isFull, waiting, offers }, surge] = await Promise.all([
      queue.forNewcomer(
        siteId,
        departments.map(({ id }) => id),
        asked,
      ),
      queue.isSurge(siteId),
    ]);
    return {
      key: site.key,
      name: site.name,
      brand: site.brand,
      language: site.language,
      hours: site.hours,
      departments: departments.map(({ id, name }, place) => {
        const offer = open && offers[place];
        return { id, name, ...(offer ? { status: statusOf(offer), wait: offer.wait } : shut) };
      }),
      status: open ? statusOf({ wait, isFull }) : 'closed',
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
   * Where a chat asked for now would stand in line: in this department, or the quickest, for whoever writes this language
   * and asks for these skills. Null: nowhere, nobody who could help is here or the line is full.
   */
  async function placeFor(
    siteId: string,
    departmentId?: string,
    asked: Partial<Asked> = {},
  ): Promise<string | null> {
    if (!opening(sites.byId(siteId).hours, clock.nowMs()).open) return null;
    const all = sites.departments(siteId).map(({ id }) => id);
    const ask = () => queue.forNewcomer(siteId, departmentId ? [departmentId] : all, asked);
    let offer = await ask();
    if (statusOf(offer) === 'nobody') {
      // Nobody is sent away before we have looked who is here at this very moment.
      queue.agentsChanged(siteId);
      offer = await ask();
    }
    return statusOf(offer) === 'open' ? offer.departmentId : null;
  }

  return { state, placeFor, forget: (siteId: string) => void kept.delete(siteId) };
}

const closed: Wait = { kind: 'closed' };
const shut = { status: 'closed', wait: closed } as const;

function statusOf({ wait: { kind }, isFull }: { wait: Wait; isFull: boolean }): 'open' | 'full' | 'nobody' {
  if (isFull) return 'full';
  return kind === 'closed' || kind === 'away' ? 'nobody' : 'open';
}

export type Availability = ReturnType<typeof createAvailability>;
