import type { agentUp, rest, visitorUp } from '@straks/shared/protocol.ts';

export type AnyRole = 'anonymous' | 'visitor' | 'agent' | 'lead' | 'admin' | 'owner';
/** Whose things an action may reach: anybody's, those of one's own site, or only one's own. */
export type Relation = 'public' | 'same site' | 'own';

export type Action =
  | keyof typeof rest
  | `visitor ${keyof typeof visitorUp & string}`
  | `agent ${keyof typeof agentUp & string}`;

export interface Rule {
  least: AnyRole;
  relation: Relation;
}

const rule = (least: AnyRole, relation: Relation): Rule => ({ least, relation });

/**
 * Who may do what: every request and every event of the protocol, or this does not compile. The gates
 * ask for the role; the doors look ids up only inside the relation, so a foreign id is an unknown one.
 */
export const rules: Record<Action, Rule> = {
  'GET /api/sites/:key/state': rule('anonymous', 'public'),
  'POST /api/sites/:key/visitors': rule('anonymous', 'public'),
  'POST /api/sites/:key/messages': rule('visitor', 'own'),
  // The link's secret is what she has to show.
  'POST /api/sites/:key/continue': rule('anonymous', 'public'),
  'POST /api/sites/:key/continue/again': rule('anonymous', 'public'),

  'visitor hello': rule('visitor', 'own'),
  'visitor chat:request': rule('visitor', 'own'),
  'visitor chat:end': rule('visitor', 'own'),
  'visitor case:leave': rule('visitor', 'own'),
  'visitor queue:leave': rule('visitor', 'own'),
  'visitor hold:keep': rule('visitor', 'own'),
  'visitor hold:end': rule('visitor', 'own'),
  'visitor message:send': rule('visitor', 'own'),
  'visitor message:sync': rule('visitor', 'own'),
  'visitor message:read': rule('visitor', 'own'),
  'visitor message:typing': rule('visitor', 'own'),
  'visitor callback:slots': rule('visitor', 'own'),
  'visitor callback:request': rule('visitor', 'own'),
  'visitor callback:cancel': rule('visitor', 'own'),
  'visitor rating:give': rule('visitor', 'own'),

  'POST /api/account/first': rule('anonymous', 'public'),
  'POST /api/account/sign-in': rule('anonymous', 'public'),
  'POST /api/account/sign-out': rule('anonymous', 'own'),
  'GET /api/account/me': rule('anonymous', 'own'),
  'POST /api/account/password': rule('agent', 'own'),
  'POST /api/account/invites/look': rule('anonymous', 'public'),
  'POST /api/account/invites/accept': rule('anonymous', 'public'),

  'agent hello': rule('agent', 'same site'),
  'agent inbox:sync': rule('agent', 'same site'),
  'agent conversation:open': rule('agent', 'same site'),
  'agent conversation:accept': rule('agent', 'own'),
  'agent conversation:transfer': rule('agent', 'own'),
  'agent conversation:hold': rule('agent', 'own'),
  'agent conversation:priority': rule('agent', 'same site'),
  'agent conversation:take': rule('agent', 'same site'),
  'agent conversation:return': rule('agent', 'own'),
  'agent conversation:close': rule('agent', 'own'),
  'agent callback:call': rule('agent', 'same site'),
  'agent callback:no_answer': rule('agent', 'own'),
  'agent callback:done': rule('agent', 'own'),
  'agent message:send': rule('agent', 'own'),
  'agent message:sync': rule('agent', 'same site'),
  'agent message:read': rule('agent', 'own'),
  'agent message:typing': rule('agent', 'own'),
  'agent presence:beat': rule('agent', 'own'),
  'agent presence:set': rule('agent', 'own'),
  'agent presence:capacity': rule('agent', 'own'),

  'GET /api/settings': rule('admin', 'same site'),
  'GET /api/settings/mail': rule('admin', 'same site'),
  'POST /api/settings/mail/test': rule('admin', 'own'),
  'PATCH /api/settings/site': rule('admin', 'same site'),
  'POST /api/settings/departments': rule('admin', 'same site'),
  'PATCH /api/settings/departments/:id': rule('admin', 'same site'),
  'DELETE /api/settings/departments/:id': rule('admin', 'same site'),
  'PATCH /api/settings/staffing': rule('admin', 'same site'),
  'PATCH /api/settings/accounts/:id': rule('admin', 'same site'),
  'POST /api/settings/invites': rule('admin', 'same site'),
  'DELETE /api/settings/invites/:id': rule('admin', 'same site'),

  'GET /api/staffing/shifts': rule('agent', 'same site'),
  'POST /api/staffing/shifts': rule('lead', 'same site'),
  'PATCH /api/staffing/shifts/:id': rule('lead', 'same site'),
  'DELETE /api/staffing/shifts/:id': rule('lead', 'same site'),
  'POST /api/staffing/copy': rule('lead', 'same site'),
  'GET /api/reports/waits': rule('lead', 'same site'),
  'GET /api/reports/waits.csv': rule('lead', 'same site'),
  'GET /api/reports/staffing': rule('lead', 'same site'),
  'GET /api/reports/staffing.csv': rule('lead', 'same site'),
};

const ladder = ['agent', 'lead', 'admin', 'owner'] as const;
export type Colleague = (typeof ladder)[number];

const step = (role: AnyRole) => ladder.indexOf(role as Colleague);

export const isColleague = (role: AnyRole): role is Colleague => step(role) >= 0;

/** Visitors stand beside the ladder: an owner is not a better visitor. */
export function allowed(role: AnyRole, action: Action): boolean {
  const { least } = rules[action];
  if (least === 'anonymous') return true;
  if (least === 'visitor') return role === 'visitor';
  return isColleague(role) && step(role) >= step(least);
}

/** Only owners make, change or unmake owners. */
export const mayGrant = (granter: Colleague, role: Colleague): boolean =>
  granter === 'owner' || (granter === 'admin' && role !== 'owner');

export const isLower = (role: Colleague, than: Colleague): boolean => step(role) < step(than);
