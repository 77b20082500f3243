import type { AnswerOf, agentUp, visitorUp } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import { colleagues, firstOwner, type Session } from '../drivers/accounts.ts';
import { until } from '../drivers/until.ts';
import type { House, Shape } from './house.ts';
import { Line, oneHundredCharacters } from './line.ts';
import { ringPatiently } from './patience.ts';
import { RawSocket } from './raw-socket.ts';
import { busyMs, type Door, startStraks } from './straks.ts';
import { makeVisitor } from './visitors.ts';

type Answered<A> = Extract<A, { ok: true }>;
type Hello = Answered<AnswerOf<typeof agentUp, 'hello'>>;
type Requested = Answered<AnswerOf<typeof visitorUp, 'chat:request'>>;

const beatMs = 10_000;

/** Straks with all its conversations answered: each visitor's on her own socket, each agent's several on one. */
export async function openStraks(
  { conversations, agents }: Shape,
  nodes: number,
  cpu: number | undefined,
): Promise<House> {
  const stage = await startStraks(nodes, { cpu });
  const owner = await firstOwner(stage);
  await ringPatiently(owner);
  const sessions = await colleagues(owner, agents, Math.ceil(conversations / agents));
  const lines = new Map<string, { toAgent?: Line; toVisitor?: Line }>();
  const heard = (sender: 'visitor' | 'agent') => (frame: string) => countDelivery(lines, sender, frame);
  const desks = await Promise.all(sessions.map((session) => arrive(session, heard('visitor'))));
  const beating = setInterval(() => {
    for (const desk of desks) desk.request('presence:beat', {}).catch(() => {});
  }, beatMs);
  for (let n = 0; n < conversations; n += 1) await openChat(stage, lines, heard('agent'));
  await until('every chat is answered by somebody', () => takeUp(desks, lines, conversations), 30_000, 300);
  return {
    ...{ name: 'Straks', busyMs: () => busyMs(stage), hasOwnCore: cpu !== undefined },
    lines: [...lines.values()].flatMap(({ toAgent, toVisitor }) =>
      toAgent && toVisitor ? [toAgent, toVisitor] : [],
    ),
    async close() {
      clearInterval(beating);
      await stage[Symbol.asyncDispose]();
    },
  };
}

async function arrive({ url, cookie }: Session, heard: (frame: string) => void): Promise<RawSocket> {
  const desk = await RawSocket.connect({ url, namespace: '/agent', cookie, heard });
  await desk.request('hello', { protocol: protocolVersion });
  await desk.request('presence:beat', {});
  await desk.request('presence:set', { status: 'available' });
  return desk;
}

type Lines = Map<string, { toAgent?: Line; toVisitor?: Line }>;

async function openChat(door: Door, lines: Lines, heard: (frame: string) => void): Promise<void> {
  const visitor = await makeVisitor(door, heard);
  const { conversation } = await visitor.request<Requested>('chat:request', {
    ...{ clientMessageId: crypto.randomUUID(), text: 'Hei', language: 'nb' },
  });
  const words = { conversationId: conversation.id, text: oneHundredCharacters };
  lines.set(conversation.id, { toAgent: new Line(visitor, 'message:send', words) });
}

/** Each agent's list says which chats are hers and under which epoch. */
async function takeUp(desks: RawSocket[], lines: Lines, conversations: number): Promise<boolean> {
  for (const desk of desks) {
    const { me, inbox } = await desk.request<Hello>('hello', { protocol: protocolVersion });
    for (const { id, ownerId, epoch } of inbox.items) {
      const pair = lines.get(id);
      if (!pair || ownerId !== me.id || pair.toVisitor) continue;
      const words = { conversationId: id, epoch, text: oneHundredCharacters };
      pair.toVisitor = new Line(desk, 'message:send', words);
    }
  }
  return [...lines.values()].filter(({ toVisitor }) => toVisitor).length === conversations;
}

const idStart = '["entry",{"conversationId":"';

/** Counts what came from the other side; one's own words come back too. */
function countDelivery(lines: Lines, sender: 'visitor' | 'agent', frame: string): void {
  const at = frame.indexOf(idStart);
  if (at === -1 || !frame.includes(`"kind":"message","from":"${sender}"`)) return;
  const from = at + idStart.length;
  const pair = lines.get(frame.slice(from, frame.indexOf('"', from)));
  const line = sender === 'visitor' ? pair?.toAgent : pair?.toVisitor;
  if (line) line.delivered += 1;
}
