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
  waitEvent: WaitEventTable;
  told: ToldTable;
  mail: MailTable;
  /** Up to which line of a left message's log its visitor has been written to. */
  mailedReply: { conversationId: string; seq: number };
  hold: HoldTable;
  /** Further ways in of a visitor, beside the one she came with: she went on elsewhere by a link. */
  visitorSession: { tokenHash: string; siteId: string; visitorId: string; createdMs: number };
  continueLink: ContinueLinkTable;
  shift: ShiftTable;
  /** None: what a site begins with. */
  staffingTarget: { siteId: string; percent: number; withinMs: number };
  callback: CallbackTable;
  /** One row: when any node was last known to live. */
  heartbeat: { id: number; atMs: number };
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
  /** JSON of RoutingRules; null: those we begin with. */
  routing: string | null;
  /** When the newest in line joined; never goes back, whatever a clock does. */
  lastJoinedMs: Generated<number>;
  /** Counts the events the wait is learned from. */
  waitSeq: Generated<number>;
  createdMs: number;
}

export interface DepartmentTable {
  id: string;
  siteId: string;
  name: string;
  createdMs: number;
  deletedMs: number | null;
  matchLanguage: Generated<number>;
  /** JSON of string[]. */
  skills: Generated<string>;
  priority: Generated<number>;
  overflowToId: string | null;
  overflowAfterMs: number | null;
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
  /** JSON of Language[]; empty: all. */
  languages: Generated<string>;
  /** JSON of string[]. */
  skills: Generated<string>;
  /** Chats that rang at her in a row without an answer. */
  unanswered: Generated<number>;
  /** As what the line last heard of her. */
  notedAs: string | null;
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
  /** 0 normal, 1 high, 2 urgent. */
  priority: number;
  /** The smallest is served first: when she joined, less the head start of her priority. */
  orderMs: number;
  /** Everybody who needs the same of an agent stands in the same line. */
  line: string;
  /** JSON of what an agent must know to help here. */
  skills: string | null;
  /** Who helped her last time. */
  preferredAgentId: string | null;
  /** When its owner opened it; null while it rings. */
  acceptedMs: number | null;
  /** When its owner first said something; null while she has not. */
  answeredMs: number | null;
  heldUntilMs: number | null;
  /** JSON of Rung: who let it ring since it was last answered, and how often it did. */
  rungAt: string | null;
  /** 1: it rang in vain so often that leads hear of it. */
  escalated: number;
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

/** What the estimator of the wait hears of, in the order of commits: `queue/estimator/wait-event.ts` as JSON. */
export interface WaitEventTable {
  siteId: string;
  seq: number;
  atMs: number;
  event: string;
}

/** What she was told of her wait, the n-th time, and what followed. */
export interface ToldTable {
  conversationId: string;
  n: number;
  siteId: string;
  departmentId: string;
  atMs: number;
  position: number;
  q50Ms: number;
  q80Ms: number;
  q90Ms: number;
  /** As she read it: about so long, and the promise that it is within so long. */
  aboutMs: number;
  withinMs: number;
  /** served, gave_up, lost, case, closing; null while she waits. */
  outcome: string | null;
  /** From this telling to the end of the wait. */
  livedMs: number | null;
  /** Of those who did not wait for it: from this telling to when her turn passed, as far as anybody can know. */
  shadowMs: number | null;
}

/** Mail that waits to be sent, or was. It is written when it is sent: no secret lies here. */
export interface MailTable {
  id: string;
  siteId: string;
  kind: string;
  to: string;
  language: string;
  /** JSON of what the kind needs to be written. */
  data: string;
  onceKey: string;
  createdMs: number;
  dueMs: number;
  attempts: number;
  /** Until then one node is sending it; 0: none is. */
  leaseUntilMs: number;
  sentMs: number | null;
  failedMs: number | null;
  error: string | null;
}

/** A place in line that is kept for somebody who need not be there. */
export interface HoldTable {
  conversationId: string;
  siteId: string;
  visitorId: string;
  /** How she is called: mail, tab or phone. */
  by: string;
  email: string | null;
  keptMs: number;
  /** When she was called last, and until when she is awaited now. */
  calledMs: number | null;
  returnByMs: number | null;
  /** Since when she is back; null while she is away. */
  backMs: number | null;
  /** When she was called in vain, and those behind her were served. */
  passedOnMs: number | null;
}

/** An agent is to work then. */
export interface ShiftTable {
  id: string;
  siteId: string;
  agentId: string;
  startMs: number;
  endMs: number;
}

/** One use of a link that continues a conversation on any device. */
export interface ContinueLinkTable {
  tokenHash: string;
  siteId: string;
  visitorId: string;
  createdMs: number;
  expiresMs: number;
  usedMs: number | null;
}

/** A call that a visitor asked for. A conversation has one that is open, at most. */
export interface CallbackTable {
  id: string;
  siteId: string;
  conversationId: string;
  visitorId: string;
  /** Asked again with the same one, it is the same call. */
  clientMessageId: string;
  /** E.164, and as people read it. */
  phone: string;
  shown: string;
  /** The beginning of the half hour she chose; null: when it is her turn in line. */
  startsMs: number | null;
  /** The place in line that she had when she asked. */
  position: number | null;
  askedMs: number;
  /** From when on we call; null: when it is her turn. */
  dueMs: number | null;
  /** 1: agents have heard that it is due. */
  dueTold: Generated<number>;
  tries: Generated<number>;
  triedMs: number | null;
  /** Since when its owner is at the phone. */
  callingMs: number | null;
  /** open, done, cancelled, unreached. */
  state: string;
  endedMs: number | null;
}
