import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';

const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);
const text = Type.String();
const ms = Type.Number();
const seq = Type.Integer({ minimum: 0 });
const nullableText = Type.Union([text, Type.Null()]);

/** `invoke` is written before the attempt, `info` when its outcome stays unknown. */
const Phase = Type.Union([
  Type.Literal('invoke'),
  Type.Literal('ok'),
  Type.Literal('fail'),
  Type.Literal('info'),
]);

const by = {
  t: ms,
  /** One browser tab or console: its name stays the same over its reloads. */
  client: text,
  role: Type.Union([Type.Literal('visitor'), Type.Literal('agent'), Type.Literal('server')]),
  phase: Phase,
  /** Which load of the client's page; a new one begins with an empty list. */
  page: optional(Type.Integer()),
};

/** One entry as a client holds it. State events carry no id. */
export const Shown = Type.Object({
  seq,
  id: nullableText,
  sender: text,
  kind: text,
  body: nullableText,
  /** How often it was edited, and whether it was deleted: neither ever goes back. */
  revision: optional(Type.Integer()),
  deleted: optional(Type.Boolean()),
});
export type Shown = Static<typeof Shown>;

const Send = Type.Object({
  ...by,
  op: Type.Literal('send'),
  /** clientMessageId. The same message keeps it over every attempt. */
  id: text,
  /** Absent while the first message, which opens the conversation, is unanswered. */
  conversation: optional(text),
  senderId: optional(text),
  body: optional(text),
  seq: optional(seq),
  retry: optional(Type.Boolean()),
  code: optional(text),
  /** The server said it had this one already. */
  duplicate: optional(Type.Boolean()),
});
const Receive = Type.Object({ ...by, ...Shown.properties, op: Type.Literal('receive'), conversation: text });
const List = Type.Object({
  ...by,
  op: Type.Literal('list'),
  conversation: text,
  entries: Type.Array(Shown),
  /** The first seq the client claims to hold; 1 unless told. */
  from: optional(seq),
  /** False for a client that was cut off or gone: its list may end early. */
  live: optional(Type.Boolean()),
});
const Read = Type.Object({
  ...by,
  op: Type.Literal('read'),
  conversation: text,
  /** Whose cursor; the client's own role unless told. */
  reader: optional(text),
  seq,
});
const Place = Type.Object({
  ...by,
  op: Type.Literal('place'),
  conversation: text,
  position: Type.Integer(),
  ticket: optional(Type.Number()),
});
const ticket = optional(Type.Union([Type.Number(), Type.Null()]));
const Joined = Type.Object({ ...by, op: Type.Literal('joined'), conversation: text, ticket });
const Left = Type.Object({
  ...by,
  op: Type.Literal('left'),
  conversation: text,
  ticket,
  /** She said goodbye herself; there is no grace to wait for. */
  forGood: optional(Type.Boolean()),
});
const Frame = Type.Object({ ...by, op: Type.Literal('frame'), conversation: optional(text), text });
const Presence = Type.Object({ ...by, op: Type.Literal('presence'), agentId: text, online: Type.Boolean() });
/** The life an agent's lease was given by one renewal, by the database's clock. */
const Lease = Type.Object({ ...by, op: Type.Literal('lease'), agentId: text, fromMs: ms, untilMs: ms });
/** `invoke` when the fault begins, `ok` when it is over. */
const Fault = Type.Object({ ...by, op: Type.Literal('fault'), kind: text });
const Owner = Type.Object({
  ...by,
  op: Type.Literal('owner'),
  conversation: text,
  agentId: text,
  epoch: Type.Integer(),
  /** True: told it owns the conversation; false: told it lost it. */
  owns: Type.Boolean(),
  /** She took it herself, beyond order and capacity. */
  byHand: optional(Type.Boolean()),
});
const Erase = Type.Object({
  ...by,
  op: Type.Literal('erase'),
  /** Message, conversation and visitor ids alike. */
  ids: Type.Array(text),
  /** Only those nobody else wrote too: an equal body elsewhere would look like hers. */
  bodies: Type.Array(text),
});

export const Line = Type.Union([
  Send,
  Receive,
  List,
  Read,
  Place,
  Joined,
  Left,
  Frame,
  Presence,
  Lease,
  Fault,
  Owner,
  Erase,
]);
export type Line = Static<typeof Line>;
export type Op = Line['op'];
export type LineOf<O extends Op> = Extract<Line, { op: O }>;
