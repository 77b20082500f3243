import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';

type Given = Pick<AgentConversation, 'kind' | 'state' | 'ownerId' | 'assignedAt' | 'acceptedAt'>;

/** It was given to her and she has not opened it: also as it stood a moment ago, when it is already gone. */
export const isUnopened = ({ ownerId, assignedAt, acceptedAt }: Given, myId: string) =>
  ownerId === myId && assignedAt !== null && acceptedAt === null;

/** It rings at her now. A left message has time and rings at nobody. */
export const rings = (one: Given, myId: string) =>
  one.kind === 'chat' && one.state === 'active' && isUnopened(one, myId);

/** Until when it rings here before it goes to somebody else; null while nobody has told how long that is. */
export const ringsUntil = ({ assignedAt }: Given, acceptMs: number | null) =>
  assignedAt === null || acceptMs === null ? null : assignedAt + acceptMs;
