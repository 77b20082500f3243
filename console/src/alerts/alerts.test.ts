import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../connection/ask.ts';
import { conversation } from '../demo/conversations.ts';
import { createInbox } from '../inbox/inbox.model.ts';
import { createAlerts } from './alerts.model.ts';
import type { ToneKind } from './tone.ts';

const ada = 'agent-ada-000000000';
const bo = 'agent-bo-0000000000';
const nobody = { ownerId: null, state: 'waiting', assignedAt: null, acceptedAt: null } as const;

/** Ada's list, and what she hears of it. */
function adas(circumstances: { inFront?: boolean; soundOn?: boolean; leads?: boolean } = {}) {
  const heard: ToneKind[] = [];
  const ask = (async () => ({ ok: false, code: 'internal', retry: true })) as Ask;
  const inbox = createInbox({
    ask,
    myId: () => ada,
    onDesk: () => false,
    changed: (before) => alerts.changed(before, inbox.snapshot.get().items),
  });
  const alerts = createAlerts({
    inbox,
    myId: () => ada,
    soundOn: () => circumstances.soundOn ?? true,
    inFront: () => circumstances.inFront ?? false,
    leads: () => circumstances.leads ?? false,
    play: (kind) => heard.push(kind),
  });
  let upTo = 0;
  const tell = async (one: AgentConversation) => {
    upTo += 1;
    await inbox.receive({ after: upTo - 1, upTo, items: [{ ...one, inboxSeq: upTo }] });
  };
  return { heard, alerts, inbox, tell };
}

const rung = conversation({ ownerId: ada, acceptedAt: null, assignedAt: 5_000, waitingSince: 1_000 });

describe('a chat that rings', () => {
  it('is heard also by who looks at another chat, and again until she answers', async () => {
    const { heard, alerts, inbox, tell } = adas({ inFront: true });
    await tell(rung);
    alerts.ring();
    expect(heard).toEqual(['ring', 'ring']);
    inbox.accepted(rung.id, rung.epoch, 6_000);
    alerts.ring();
    expect(heard).toEqual(['ring', 'ring']);
    expect(alerts.ringing.get()).toEqual([]);
  });

  it('rings anew when it comes back to her', async () => {
    const { heard, tell } = adas();
    await tell(rung);
    await tell({ ...rung, ...nobody, epoch: 2 });
    await tell({ ...rung, epoch: 3 });
    expect(heard).toEqual(['ring', 'ring']);
  });

  it('is silent for who wants no sound, and for whoever it does not ring at', async () => {
    const quiet = adas({ soundOn: false });
    await quiet.tell(rung);
    quiet.alerts.ring();
    const other = adas();
    await other.tell({ ...rung, ownerId: bo });
    other.alerts.ring();
    expect([...quiet.heard, ...other.heard]).toEqual([]);
  });
});

describe('what nobody answered', () => {
  it('is heard by leads, once and every half minute, and by nobody else', async () => {
    const lead = adas({ leads: true, inFront: true });
    const agent = adas({ inFront: true });
    for (const { tell, alerts } of [lead, agent]) {
      await tell(conversation({ ...nobody, escalated: true, waitingSince: 1 }));
      await tell(conversation({ ...nobody, escalated: true, waitingSince: 1, preview: 'Hello?' }));
      alerts.remind();
    }
    expect(lead.heard).toEqual(['escalated', 'escalated']);
    expect(agent.heard).toEqual([]);
  });
});
