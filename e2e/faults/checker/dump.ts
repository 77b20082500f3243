/** What the database holds when the run is over and everything has come to rest. */
export type DatabaseDump = {
  conversations: Conversation[];
  entries: Entry[];
  agents: Agent[];
  /** Every life a lease was ever given, not only the current ones. */
  leases?: Lease[];
  /** Where the read cursors stand at the end. */
  reads?: { conversationId: string; reader: string; seq: number }[];
};

export type Conversation = {
  id: string;
  siteId: string;
  departmentId?: string | null;
  visitorId: string;
  state: 'waiting' | 'active' | 'closed';
  kind: 'chat' | 'case';
  ticket: number | null;
  /** When she joined, less the head start of her priority: the smallest is served first. */
  orderMs: number;
  ownerId: string | null;
  epoch: number;
  lastSeq: number;
  openedMs: number;
  closedMs: number | null;
};

/** One line of a conversation's log: a message or a change of its state. */
export type Entry = {
  conversationId: string;
  seq: number;
  /** `message`, `note`, `opened` or `queued`, `left_message`, `assigned`, `transferred`, `returned`, `closed`, `left`, … */
  kind: string;
  sender: 'visitor' | 'agent' | 'system';
  senderId: string | null;
  clientMessageId: string | null;
  body: string | null;
  data?: EntryData | null;
  atMs: number;
  /** The transaction that wrote it, growing over the whole database. */
  commit?: number;
  revision?: number;
  deleted?: boolean;
};

export type EntryData = {
  /** Of an assignment; the entry's `senderId` unless told. */
  agentId?: string;
  epoch?: number;
  ticket?: number | null;
  orderMs?: number;
  departmentId?: string | null;
  /** Taken or given by hand, or back to whom she had by her late words: excused from capacity, order and lease. */
  manual?: boolean;
  /** The agent's capacity at that moment, where it changed during the run. */
  capacity?: number;
  /** Who closed it, and why she left. */
  by?: string;
  reason?: string;
  /** Until when she was asked to wait while her agent looks into it. */
  until?: number;
};

export type Agent = { id: string; capacity: number; email: string; departmentIds?: string[] };
export type Lease = { agentId: string; fromMs: number; untilMs: number };
