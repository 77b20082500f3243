import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import { words } from '../language/language.ts';

type Somebody = Pick<AgentConversation, 'id' | 'visitor' | 'ticket'>;

/** Her name; one who left a message without it has no ticket either, and goes by her address. */
export const knownAs = ({ visitor, ticket }: Somebody) =>
  visitor.name ?? (ticket === 0 ? visitor.email : null);

/** What we call her: as she is known, or her ticket. */
export const nameOf = (somebody: Somebody) => knownAs(somebody) ?? words().inbox.visitor(somebody.ticket);

/** The number her hue comes from: her ticket; of a left message its id, so that two do not look alike. */
export const markOf = ({ id, ticket }: Somebody) =>
  ticket || [...id].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
