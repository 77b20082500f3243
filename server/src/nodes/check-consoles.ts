import type { Server } from 'socket.io';
import type { Auth } from '../auth/auth.ts';
import type { AgentWho } from '../platform/wire/who.ts';

/** Cuts the consoles whose session has ended, or who may see other things than when they connected. */
export async function checkConsoles(io: Server, auth: Pick<Auth, 'whoOfCookie' | 'departmentsOf'>) {
  const consoles = [...io.of('/agent').sockets.values()];
  const sessions = Map.groupBy(consoles, ({ data }) => (data as AgentWho).session);
  for (const sockets of sessions.values()) {
    const [first] = sockets;
    if (!first) continue;
    const before = first.data as AgentWho;
    const now = await auth.whoOfCookie(first.handshake.headers.cookie);
    const departments = await auth.departmentsOf(before.agentId);
    const isSame =
      now?.agentId === before.agentId &&
      now.role === before.role &&
      sameIds(departments, before.departmentIds);
    if (!isSame) for (const socket of sockets) socket.disconnect(true);
  }
}

const sameIds = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((id) => others.includes(id));
