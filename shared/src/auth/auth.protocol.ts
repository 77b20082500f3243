import { type Static, Type } from 'typebox';
import { Capacity } from '../presence/presence.protocol.ts';
import { Department, Site, Skills } from '../sites/sites.protocol.ts';
import { Email, Id, Instant, Language, Name, nullable, strict, Token } from '../wire/wire.protocol.ts';

export const Role = Type.Union([
  Type.Literal('agent'),
  Type.Literal('lead'),
  Type.Literal('admin'),
  Type.Literal('owner'),
]);
export type Role = Static<typeof Role>;

/** Length is judged at the door (`weak_password`), so that a short one gets its own sentence. */
const Password = Type.String({ minLength: 1, maxLength: 200 });

export const Me = strict({ id: Id, siteId: Id, name: Name, email: Email, role: Role });
export type Me = Static<typeof Me>;

const Languages = Type.Array(Language, { maxItems: 4, uniqueItems: true });

export const Account = strict({
  id: Id,
  name: Name,
  email: Email,
  role: Role,
  capacity: Capacity,
  departmentIds: Type.Array(Id),
  /** The languages she writes; none named: all. */
  languages: Languages,
  skills: Skills,
  disabled: Type.Boolean(),
});
export type Account = Static<typeof Account>;

export const Invite = strict({
  id: Id,
  role: Role,
  capacity: Capacity,
  departmentIds: Type.Array(Id),
  expiresAt: Instant,
  invitedBy: Name,
});
export type Invite = Static<typeof Invite>;

const person = { name: Name, email: Email, password: Password };

export const authRest = {
  /** Makes the first owner by the one-time link printed at first start. */
  'POST /api/account/first': { body: strict({ token: Token, ...person }), answer: strict({ me: Me }) },
  'POST /api/account/sign-in': {
    body: strict({ email: Email, password: Password }),
    answer: strict({ me: Me }),
  },
  'POST /api/account/sign-out': { answer: strict({}) },
  'GET /api/account/me': { answer: strict({ me: nullable(Me), firstRun: Type.Boolean() }) },
  /** All other sessions and open sockets of the account end within a second. */
  'POST /api/account/password': {
    body: strict({ current: Password, next: Password }),
    answer: strict({}),
  },
  /** What an invite is for, before it is accepted. */
  'POST /api/account/invites/look': {
    body: strict({ token: Token }),
    answer: strict({ siteName: Type.String(), invitedBy: Name, role: Role }),
  },
  'POST /api/account/invites/accept': {
    body: strict({ token: Token, ...person }),
    answer: strict({ me: Me }),
  },
  'GET /api/settings': {
    answer: strict({
      site: Site,
      departments: Type.Array(Department),
      accounts: Type.Array(Account),
      invites: Type.Array(Invite),
      /** The script tag to paste. */
      tag: Type.String(),
    }),
  },
  'PATCH /api/settings/accounts/:id': {
    params: strict({ id: Id }),
    body: Type.Partial(
      strict({
        role: Role,
        capacity: Capacity,
        departmentIds: Type.Array(Id),
        languages: Languages,
        skills: Skills,
        disabled: Type.Boolean(),
      }),
      { additionalProperties: false },
    ),
    answer: strict({ account: Account }),
  },
  'POST /api/settings/invites': {
    body: strict({ role: Role, capacity: Capacity, departmentIds: Type.Array(Id) }),
    /** The link holds the only copy of the token, in its fragment; it works once, for seven days. */
    answer: strict({ invite: Invite, link: Type.String() }),
  },
  'DELETE /api/settings/invites/:id': { params: strict({ id: Id }), answer: strict({}) },
} as const;
