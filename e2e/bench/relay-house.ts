import { busyMsOf } from './busy.ts';
import type { House, Shape } from './house.ts';
import { Line, oneHundredCharacters } from './line.ts';
import { RawSocket } from './raw-socket.ts';
import { startRelay } from './relay-process.ts';

/** The relay with the same people: each visitor on her own socket, each agent with several rooms on one. */
export async function openRelay({ conversations, agents }: Shape, cpu: number | undefined): Promise<House> {
  const relay = await startRelay(cpu);
  // As long as the ids of Straks.
  const rooms = Array.from({ length: conversations }, (_, n) => `relay-room-${String(n).padStart(11, '0')}`);
  const lines = new Map<string, Record<'visitor' | 'agent', Line>>();
  const join = (rooms: string[], from: 'visitor' | 'agent') =>
    RawSocket.connect({
      ...{ url: relay.url, namespace: '/relay', auth: { rooms } },
      heard: (frame) => countDelivery(lines, from === 'visitor' ? 'agent' : 'visitor', frame),
    });
  const desks = await Promise.all(
    Array.from({ length: agents }, (_, n) =>
      join(
        rooms.filter((_, at) => at % agents === n),
        'agent',
      ),
    ),
  );
  for (const [n, conversationId] of rooms.entries()) {
    const visitor = await join([conversationId], 'visitor');
    const desk = desks[n % agents] ?? visitor;
    const words = { conversationId, text: oneHundredCharacters };
    lines.set(conversationId, {
      visitor: new Line(visitor, 'message', { ...words, from: 'visitor' }),
      agent: new Line(desk, 'message', { ...words, from: 'agent' }),
    });
  }
  return {
    ...{ name: 'relay', busyMs: () => busyMsOf(relay.pid), hasOwnCore: cpu !== undefined, close: relay.stop },
    lines: [...lines.values()].flatMap(({ visitor, agent }) => [visitor, agent]),
  };
}

const idStart = '["entry",{"conversationId":"';

function countDelivery(
  lines: Map<string, Record<'visitor' | 'agent', Line>>,
  sender: 'visitor' | 'agent',
  frame: string,
): void {
  const at = frame.indexOf(idStart);
  if (at === -1 || !frame.includes(`"kind":"message","from":"${sender}"`)) return;
  const from = at + idStart.length;
  const line = lines.get(frame.slice(from, frame.indexOf('"', from)))?.[sender];
  if (line) line.delivered += 1;
}
