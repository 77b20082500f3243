import type { WaitState } from './estimator/wait-state.ts';
import { type Heard, rememberedAs, type Said } from './said.ts';
import type { ToldStore } from './told.store.ts';

/** What everybody in line was said, of a site each. It may be forgotten at any time: what counts is kept as rows. */
export function createMemory(told: Pick<ToldStore, 'meet'>) {
  const saidIn = new Map<string, Map<string, Said>>();
  /** Where those stood last who went and may be back; her number is not a row. */
  const heardIn = new Map<string, Map<string, Heard>>();

  const saidOf = (siteId: string) => of(saidIn, siteId);

  /** Looks up who they are and what they were told, where this process does not know it. */
  async function meet(siteId: string, ids: readonly string[]): Promise<Map<string, Said>> {
    const said = saidOf(siteId);
    const strangers = ids.filter((id) => !said.has(id));
    if (strangers.length === 0) return said;
    const heard = of(heardIn, siteId);
    for (const met of await told.meet(strangers)) {
      const { conversationId } = met;
      said.set(conversationId, rememberedAs(met, heard.get(conversationId)));
      heard.delete(conversationId);
    }
    return said;
  }

  /** She was or may have been told elsewhere: what that was is looked up before she is told more. */
  function forget(siteId: string, id: string) {
    const said = saidOf(siteId);
    const { position, seq, times } = said.get(id) ?? { position: null, seq: 0, times: 0 };
    if (position !== null) of(heardIn, siteId).set(id, { position, seq, times });
    said.delete(id);
  }

  /** Who left the line and is back in it has forgotten her place: it is told anew, also when it is the same. */
  function forgetPastStays(siteId: string, ids: readonly string[], { waiting }: WaitState) {
    const said = saidOf(siteId);
    for (const id of ids) {
      const stay = said.get(id)?.stay ?? null;
      const who = waiting.get(id);
      if (!who || stay === null || (stay.ticket === who.ticket && stay.joinedMs === who.joinedMs)) continue;
      forget(siteId, id);
      if (stay.ticket !== who.ticket) of(heardIn, siteId).delete(id);
    }
  }

  /** Whoever an agent has may be given back; who is neither there nor in line has done with her place. */
  function forgetIfGone(siteId: string, id: string, { waiting, chats }: WaitState) {
    if (waiting.has(id)) return;
    if (saidOf(siteId).has(id)) forget(siteId, id);
    if (!chats.has(id)) of(heardIn, siteId).delete(id);
  }

  /** Everybody who was said or heard anything. */
  const known = (siteId: string): string[] => [...saidOf(siteId).keys(), ...of(heardIn, siteId).keys()];

  return { saidOf, meet, forget, forgetPastStays, forgetIfGone, known };
}

function of<Each>(sites: Map<string, Map<string, Each>>, siteId: string): Map<string, Each> {
  const known = sites.get(siteId) ?? new Map<string, Each>();
  sites.set(siteId, known);
  return known;
}
