import { describe, expect, it } from 'vitest';
import { demoApp } from '../demo/app.ts';
import { conversation } from '../demo/conversations.ts';

const rung = conversation({ id: 'conversation-rings', acceptedAt: null, assignedAt: 5_000, waitingSince: 1 });
const other = conversation({ id: 'conversation-other', waitingSince: 2 });

/** Ada at her console while a chat rings at her; what the server hears of her answering it. */
async function adas(answer: object = { ok: true }, open: string[] = []) {
  let accepted = 0;
  const answers = {
    get 'conversation:accept'() {
      accepted += 1;
      return answer;
    },
  };
  const app = await demoApp({ conversations: [rung, other], answers, open });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
  const ringing = () => app.alerts.ringing.get().map(({ id }) => id);
  return { app, ringing, settled, accepted: () => accepted };
}

describe('a chat that rings at ada', () => {
  it('is accepted by being opened, once, and rings no more', async () => {
    const { app, ringing, settled, accepted } = await adas();
    app.desk.show(other.id);
    expect(ringing()).toEqual([rung.id]);
    expect(app.answer()).toBe(true);
    expect(ringing()).toEqual([]);
    app.desk.focus(rung.id);
    await settled();
    expect(accepted()).toBe(1);
    expect(app.desk.focused()).toBe(rung.id);
    expect(app.answer()).toBe(false);
  });

  it('rings on when the server says no, and she is told why', async () => {
    const { app, ringing, settled } = await adas({ ok: false, code: 'storage_busy', retry: true });
    app.answer();
    await settled();
    expect(ringing()).toEqual([rung.id]);
    expect(app.acts.refused.get().get(rung.id)?.code).toBe('storage_busy');
  });

  it('and goes away unanswered is told to her, also when it lies open before her', async () => {
    const { app, settled } = await adas({ ok: false, code: 'timed_out', retry: true }, [rung.id]);
    await settled();
    const gone = { ...rung, state: 'waiting', ownerId: null, epoch: 2, inboxSeq: 2 } as const;
    await app.inbox.receive({ after: 1, upTo: 2, items: [gone] });
    expect(app.notices.list.get()).toEqual([{ kind: 'missed', conversationId: rung.id, toId: null }]);
  });

  it('that she passes on herself is no news to her', async () => {
    const { app } = await adas();
    await app.acts.transfer(other, { agentId: 'agent-bo-0000000000' });
    const passed = { ...other, ownerId: 'agent-bo-0000000000', epoch: 2, inboxSeq: 2 };
    await app.inbox.receive({ after: 1, upTo: 2, items: [passed] });
    expect(app.notices.list.get()).toEqual([]);
  });
});
