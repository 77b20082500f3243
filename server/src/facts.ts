import type { Entry } from '@straks/shared/messages/messages.protocol.ts';

/** Everything that can happen, heard right after the commit that made it true. */
export type Fact =
  /** A line was added to a conversation's log. */
  | {
      kind: 'entry';
      siteId: string;
      conversationId: string;
      visitorId: string;
      /** Who owns the conversation after this line. */
      ownerId: string | null;
      entry: Entry;
    }
  /** State, owner or epoch of a conversation changed: lists and the line may look different. */
  | { kind: 'conversation'; siteId: string; conversationId: string }
  /** Words were added or read, a visitor came or went: lists look different, nothing else does. */
  | { kind: 'words'; siteId: string }
  | {
      kind: 'read';
      conversationId: string;
      visitorId: string;
      ownerId: string | null;
      by: 'visitor' | 'agent';
      seq: number;
    }
  /** The call a visitor asked for was changed, made or dropped. */
  | { kind: 'callback'; siteId: string; conversationId: string; visitorId: string }
  /** Who can be reached, wants chats, or how many, changed. */
  | { kind: 'presence'; siteId: string }
  /** The owner changed hours, name, departments or colleagues. */
  | { kind: 'site'; siteId: string }
  /** All sessions of an agent, or all but one, have ended. */
  | { kind: 'signedOut'; agentId: string; exceptTokenHash: string | null }
  /** An agent signed out in one browser: its sockets end, her others stay. */
  | { kind: 'sessionEnded'; agentId: string; tokenHash: string }
  /** What an agent may see changed. */
  | { kind: 'access'; agentId: string };
