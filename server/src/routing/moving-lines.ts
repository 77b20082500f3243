import type { Conversation } from '../conversations/conversation.ts';
import type { Trx } from '../platform/db/database.ts';
import { happened } from '../queue/happened.ts';
import { headStartOf } from '../queue/need.ts';
import type { StoryParts } from './steps.ts';

/** Departments change while people stand in line for them. */
export function createMovingLines({ clock, sites, queue, store }: StoryParts) {
  /**
   * Those who wait for a department stand in the line of what is asked there now, at the places they had. To be
   * called in the unit that changed the department or brought them to it.
   */
  async function relineDepartment(trx: Trx, siteId: string, departmentId: string): Promise<void> {
    const rows = await store.inLine(trx, siteId, { departmentId });
    const ofNeeds = Map.groupBy(rows, ({ language, skills }) => JSON.stringify([language, skills]));
    for (const same of ofNeeds.values()) {
      const [one] = same as [Conversation];
      const asked = { language: one.language, skills: JSON.parse(one.skills ?? '[]') as string[] };
      const line = await queue.lineIn(trx, departmentId, asked);
      await move(
        trx,
        siteId,
        same.filter((row) => row.line !== line),
        line,
      );
    }
  }

  async function move(trx: Trx, siteId: string, rows: Conversation[], line: string) {
    if (rows.length === 0) return;
    await store.setLine(
      trx,
      rows.map(({ id }) => id),
      line,
    );
    const atMs = clock.nowMs();
    const { routing } = sites.byId(siteId);
    const events = rows.flatMap((row) =>
      happened(row, { ...row, line }, { atMs, headStartMs: headStartOf(row.priority, routing) }),
    );
    await queue.note(trx, siteId, events);
  }

  return { relineDepartment };
}
