import type { Generated } from 'kysely';

/**
 * The tables, as both databases hold them. Times are milliseconds since 1970, flags are 0 or 1,
 * columns that hold JSON say so. The migrations make them; this file only names their types.
 */
export interface Schema {
  site: SiteTable;
  department: DepartmentTable;
  agent: AgentTable;
  agentDepartment: { agentId: string; departmentId: string };
  session: SessionTable;
  invite: InviteTable;
  /** One-time tokens, as the one that makes the first owner. */
  setupToken: { tokenHash: string; createdMs: number; usedMs: number | null };
  agentLease: { agentId: string; connectionId: string; untilMs: number };
  visitor: VisitorTable;
  conversation: ConversationTable;
  entry: EntryTable;
  rating: RatingTable;
}

export interface SiteTable {
  id: string;
  key: string;
  name: string;
  brand: string;
  language: string;
  /** JSON of Hours. */
  hours: string;
  /** JSON of string[]. */
  origins: string;
  /** JSON of string[]. */
  categories: string;
  /** Counts every change of any conversation of the site: the consoles' cursor. */
  inboxSeq: Generated<number>;
  /** The next ticket of the line. */
  nextTicket: Generated<number>;
  createdMs: number;
}

export interface DepartmentTable {
  id: string;
  siteId: string;
  name: string;
  createdMs: number;
  deletedMs: number | null;
}

export interface AgentTable {
  id: string;
  siteId: string;
  email: string;
  name: string;
  passwordHash: string;
  role: string;
  capacity: number;
  /** Her wish: available or away. */
  status: Generated<string>;
  /** Live chats she owns now; checked against capacity in the statement that raises it. */
  active: Generated<number>;
  lastAssignedMs: number | null;
  disabledMs: number | null;
  createdMs: number;
}

export interface SessionTable {
  tokenHash: string;
  agentId: string;
  createdMs: number;
  expiresMs: number;
}

export interface InviteTable {
  id: string;
  siteId: string;
  tokenHash: string;
  role: string;
  capacity: number;
  /** JSON of string[]. */
  departmentIds: string;
  invitedBy: string;
  createdMs: number;
  expiresMs: number;
  usedMs: number | null;
}

export interface VisitorTable {
  id: string;
  siteId: string;
  tokenHash: string;
  name: string | null;
  email: string | null;
  language: string;
  createdMs: number;
}

export interface ConversationTable {
  id: string;
  siteId: string;
  departmentId: string;
  visitorId: string;
  kind: string;
  state: string;
  /** Given at enqueue and kept when the chat comes back to the line. 0 for a case. */
  ticket: number;
  /** Lower is served first. */
  priority: number;
  ownerId: string | null;
  epoch: number;
  lastSeq: number;
  inboxSeq: number;
  visitorReadSeq: number;
  agentReadSeq: number;
  openedMs: number;
  /** When she joined the line, for the elapsed wait. */
  queuedMs: number | null;
  assignedMs: number | null;
  firstResponseMs: number | null;
  /** Since when she waits for an answer of ours. */
  waitingSinceMs: number | null;
  visitorSeenMs: number;
  closedMs: number | null;
  closedBy: string | null;
  category: string | null;
  language: string;
  pageUrl: string | null;
  preview: string;
}

export interface EntryTable {
  conversationId: string;
  seq: number;
  kind: string;
  /** visitor, agent or system. */
  sender: string;
  senderId: string | null;
  clientMessageId: string | null;
  /** A message's text. */
  body: string | null;
  /** JSON of what else the kind carries. */
  data: string | null;
  atMs: number;
}

export interface RatingTable {
  conversationId: string;
  helped: number;
  comment: string | null;
  atMs: number;
}
