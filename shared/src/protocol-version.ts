/**
 * One line per change of anything on the wire. The test beside this file prints the fingerprint to enter;
 * clients of the last version must go on working for 30 days.
 */
export const history = [
  { version: 1, fingerprint: '40926a5c658f3867', what: 'visitors, agents, chats, messages, queue, ratings' },
] as const;

export const protocolVersion = 1;
