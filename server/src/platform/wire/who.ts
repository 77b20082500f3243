import type { Socket } from 'socket.io';

/** Whose socket asks, as the server knows it; nothing here came from a request's payload. */
export interface VisitorWho {
  visitorId: string;
  siteId: string;
  socket: Socket;
}

export interface AgentWho {
  agentId: string;
  siteId: string;
  name: string;
  email: string;
  role: 'agent' | 'lead' | 'admin' | 'owner';
  /** The hash of the session's token: what a sign-out ends. */
  session: string;
  connectionId: string;
  /** Those she was a member of when she connected. */
  departmentIds: readonly string[];
  socket: Socket;
  /** Whether she may read a conversation: her own, her departments', or as a lead all of the site. */
  sees(conversation: { siteId: string; departmentId: string; ownerId: string | null }): boolean;
}
