import type { Account, Invite, Me, Role } from '@straks/shared/auth/auth.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import { hashToken, type Ids } from '../platform/ids.ts';
import { countAlone, type OpenRates, type TakeOne } from '../platform/wire/rates.ts';
import type { Sites } from '../sites/sites.ts';
import { oneAddress } from './address.ts';
import { type Agent, type StoredInvite, authStore as store } from './auth.store.ts';
import { sessionMs, tokenIn } from './cookie.ts';
import { checkPassword, createPasswords } from './passwords.ts';
import { isLower, mayGrant } from './rules.ts';

const dayMs = 24 * 3_600_000;
const inviteMs = 7 * dayMs;
/** So long the link of an earlier start is good beside that of the newest. */
const setupMs = 3_600_000;
const firstCapacity = 3;

/** Who asks, as her session says; nothing of it came from the request. */
export interface Who {
  agentId: string;
  siteId: string;
  role: Role;
  name: string;
  email: string;
  /** The hash of the session's token: names the session, opens nothing. */
  session: string;
}

/** A session that has just begun: the only time its token is known. */
export interface SignedIn {
  token: string;
  me: Me;
}

export interface Person {
  name: string;
  email: string;
  password: string;
}

export interface AuthParts {
  db: Database;
  clock: Clock;
  ids: Ids;
  sites: Sites;
  /** Where browsers reach us: the only source of links. */
  publicUrl: string;
  signInsPerMinute: number;
  /** Without, this process counts alone. */
  openRates?: OpenRates;
}

/** Colleagues, their sessions and invites. */
export function createAuth(parts: AuthParts) {
  const { db, clock, ids, sites, publicUrl, signInsPerMinute, openRates = countAlone } = parts;
  const passwords = createPasswords();
  const rate = { perSecond: signInsPerMinute / 60, burst: signInsPerMinute };
  const triesFrom = openRates('sign-ins from', rate);
  const triesAs = openRates('sign-ins as', rate);

  /** Before any hashing: a crowd at the door costs nothing. */
  function slowDown(take: TakeOne, key: string) {
    const { waitMs } = take(key, clock.nowMs());
    if (waitMs > 0) throw new Refusal('slow_down', { retryAfterMs: waitMs });
  }

  const slowDownFrom = (ip: string) => slowDown(triesFrom, oneAddress(ip));

  const firstRun = async () => !(await store.anyAgent(db.read));

  /**
   * The one-time token that makes the first owner; null once there is one. Nodes that start together print one each,
   * and each counts: those of starts long ago are void.
   */
  const setupToken = (): Promise<string | null> =>
    db.write(async (trx) => {
      if (await store.anyAgent(trx)) return null;
      const token = ids.token();
      const nowMs = clock.nowMs();
      await store.addSetupToken(trx, hashToken(token), nowMs, nowMs - setupMs);
      return token;
    });

  async function setupLink(): Promise<string | null> {
    const token = await setupToken();
    return token && `${publicUrl}/console/#/first/${token}`;
  }

  async function usableSetup(trx: Trx, token: string): Promise<string> {
    const found = await store.setupToken(trx, hashToken(token));
    if (!found) throw new Refusal('unknown', { detail: 'the link' });
    if (found.usedMs !== null || (await store.anyAgent(trx))) throw new Refusal('already_used');
    return found.tokenHash;
  }

  async function makeFirstOwner(token: string, person: Person, ip: string): Promise<SignedIn> {
    slowDownFrom(ip);
    await usableSetup(db.read, token);
    const identity = await hashed(person);
    const { id: siteId } = sites.first();
    return db.write(async (trx, tell) => {
      const tokenHash = await usableSetup(trx, token);
      await store.useSetupToken(trx, tokenHash, clock.nowMs());
      const departmentIds = sites.departments(siteId).map(({ id }) => id);
      return join(trx, tell, { ...identity, siteId, role: 'owner', capacity: firstCapacity, departmentIds });
    });
  }

  async function hashed({ name, email, password }: Person) {
    checkPassword(password, email);
    return {
      name: name.trim(),
      email: email.toLowerCase(),
      passwordHash: await passwords.hash(password),
    };
  }

  interface Newcomer extends Omit<Agent, 'id' | 'disabledMs' | 'languages' | 'skills'> {
    departmentIds: string[];
  }

  async function join(trx: Trx, tell: Tell, { departmentIds, ...newcomer }: Newcomer): Promise<SignedIn> {
    if (await store.byEmail(trx, newcomer.email)) throw new Refusal('conflict', { detail: 'email' });
    const agent = { id: ids.id(), createdMs: clock.nowMs(), ...newcomer };
    await store.insert(trx, agent);
    await store.setDepartments(trx, agent.id, departmentIds);
    tell({ kind: 'site', siteId: agent.siteId });
    tell({ kind: 'presence', siteId: agent.siteId });
    return startSession(trx, agent);
  }

  async function startSession(trx: Trx, agent: Omit<Me, 'id'> & { id: string }): Promise<SignedIn> {
    const token = ids.token();
    const nowMs = clock.nowMs();
    await store.insertSession(trx, {
      tokenHash: hashToken(token),
      agentId: agent.id,
      createdMs: nowMs,
      expiresMs: nowMs + sessionMs,
    });
    const { id, siteId, name, email, role } = agent;
    return { token, me: { id, siteId, name, email, role } };
  }

  /** Unknown, disabled and mistaken are told the same, after the same work. */
  async function signIn(typed: { email: string; password: string }, ip: string): Promise<SignedIn> {
    const email = typed.email.toLowerCase();
    slowDownFrom(ip);
    slowDown(triesAs, email);
    const found = await store.byEmail(db.read, email);
    const agent = found?.disabledMs === null ? found : undefined;
    const right = await passwords.verify(agent?.passwordHash ?? null, typed.password);
    if (!agent || !right) throw new Refusal('wrong_credentials');
    return db.write(async (trx) => {
      // While we hashed, the password may have been changed or the account disabled.
      const now = await store.find(trx, agent.id);
      if (now?.passwordHash !== agent.passwordHash || now.disabledMs !== null) {
        throw new Refusal('wrong_credentials');
      }
      return startSession(trx, now);
    });
  }

  const signOut = ({ agentId, session }: Who): Promise<void> =>
    db.write(async (trx, tell) => {
      await store.endSession(trx, session);
      tell({ kind: 'sessionEnded', agentId, tokenHash: session });
    });

  async function who(token: string): Promise<Who | null> {
    const session = hashToken(token);
    const nowMs = clock.nowMs();
    const found = await store.session(db.read, session, nowMs);
    if (!found) return null;
    const untilMs = nowMs + sessionMs;
    // A session that cannot be prolonged now still lives.
    if (untilMs - found.expiresMs > dayMs) {
      await db.write((trx) => store.prolong(trx, session, untilMs)).catch(ifRefused);
    }
    const { id: agentId, siteId, role, name, email } = found;
    return { agentId, siteId, role, name, email, session };
  }

  /** Who a request or a handshake speaks for, by its cookie header. */
  async function whoOfCookie(header: string | undefined): Promise<Who | null> {
    const token = tokenIn(header);
    return token ? who(token) : null;
  }

  async function changePassword(me: Who, { current, next }: { current: string; next: string }) {
    slowDown(triesAs, me.email);
    checkPassword(next, me.email);
    const agent = await store.find(db.read, me.agentId);
    if (!(await passwords.verify(agent?.passwordHash ?? null, current))) {
      throw new Refusal('wrong_credentials');
    }
    const passwordHash = await passwords.hash(next);
    await db.write(async (trx, tell) => {
      await store.change(trx, me.agentId, { passwordHash });
      await store.endSessions(trx, me.agentId, me.session);
      tell({ kind: 'signedOut', agentId: me.agentId, exceptTokenHash: me.session });
    });
  }

  interface Offer {
    role: Role;
    capacity: number;
    departmentIds: string[];
  }

  async function invite(me: Who, { role, capacity, departmentIds }: Offer) {
    if (!mayGrant(me.role, role)) throw new Refusal('not_allowed');
    refuseForeign(me.siteId, departmentIds);
    const token = ids.token();
    const createdMs = clock.nowMs();
    const row = {
      id: ids.id(),
      siteId: me.siteId,
      tokenHash: hashToken(token),
      role,
      capacity,
      departmentIds: [...new Set(departmentIds)],
      invitedBy: me.agentId,
      createdMs,
      expiresMs: createdMs + inviteMs,
      usedMs: null,
    };
    await db.write((trx) => store.insertInvite(trx, row));
    return {
      invite: asInvite({ ...row, invitedByName: me.name }),
      link: `${publicUrl}/console/#/invite/${token}`,
    };
  }

  function refuseForeign(siteId: string, departmentIds: readonly string[]) {
    const known = new Set(sites.departments(siteId).map(({ id }) => id));
    const foreign = departmentIds.findIndex((id) => !known.has(id));
    if (foreign >= 0) throw new Refusal('unknown', { detail: `departmentIds[${foreign}]` });
  }

  async function usableInvite(trx: Trx, token: string): Promise<StoredInvite> {
    const found = await store.inviteByToken(trx, hashToken(token));
    if (found && found.usedMs !== null) throw new Refusal('already_used');
    if (!found || found.expiresMs <= clock.nowMs()) throw new Refusal('unknown', { detail: 'the invite' });
    return found;
  }

  async function lookAtInvite(token: string, ip: string) {
    slowDownFrom(ip);
    const { siteId, invitedByName, role } = await usableInvite(db.read, token);
    return { siteName: sites.byId(siteId).name, invitedBy: invitedByName, role };
  }

  async function acceptInvite(token: string, person: Person, ip: string): Promise<SignedIn> {
    slowDownFrom(ip);
    await usableInvite(db.read, token);
    const identity = await hashed(person);
    return db.write(async (trx, tell) => {
      const { id, siteId, role, capacity, departmentIds } = await usableInvite(trx, token);
      await store.useInvite(trx, id, clock.nowMs());
      const stillThere = livingDepartments(siteId, departmentIds);
      return join(trx, tell, { ...identity, siteId, role, capacity, departmentIds: stillThere });
    });
  }

  /** Departments may have gone since she was invited; then she joins the first, so that chats reach her. */
  function livingDepartments(siteId: string, departmentIds: readonly string[]): string[] {
    const all = sites.departments(siteId).map(({ id }) => id);
    const living = all.filter((id) => departmentIds.includes(id));
    return living.length > 0 || departmentIds.length === 0 ? living : all.slice(0, 1);
  }

  async function removeInvite(me: Who, id: string): Promise<void> {
    const removed = await db.write((trx) => store.removeInvite(trx, me.siteId, id));
    if (!removed) throw new Refusal('unknown');
  }

  type AccountChange = Partial<Offer & Pick<Account, 'languages' | 'skills' | 'disabled'>>;

  async function changeAccount(me: Who, id: string, change: AccountChange): Promise<Account> {
    if (change.departmentIds) refuseForeign(me.siteId, change.departmentIds);
    await db.write(async (trx, tell) => {
      const agent = await store.find(trx, id);
      if (agent?.siteId !== me.siteId) throw new Refusal('unknown');
      if (!mayGrant(me.role, agent.role) || (change.role && !mayGrant(me.role, change.role))) {
        throw new Refusal('not_allowed');
      }
      if (isOwner(agent) && !isOwner(changed(agent, change, clock.nowMs()))) {
        await keepAnOwner(trx, agent);
      }
      await applyChange(trx, tell, agent, change);
    });
    const account = (await store.accounts(db.read, me.siteId)).find((one) => one.id === id);
    if (!account) throw new Refusal('unknown');
    return account;
  }

  async function keepAnOwner(trx: Trx, leaving: Agent) {
    const accounts = await store.accounts(trx, leaving.siteId);
    const others = accounts.filter(
      ({ id, role, disabled }) => id !== leaving.id && role === 'owner' && !disabled,
    );
    if (others.length === 0) throw new Refusal('last_owner');
  }

  async function applyChange(trx: Trx, tell: Tell, agent: Agent, change: AccountChange) {
    const { id, siteId } = agent;
    const { role, capacity, disabledMs } = changed(agent, change, clock.nowMs());
    const { languages, skills } = change;
    await store.change(trx, id, {
      ...{ role, capacity, disabledMs },
      ...(languages && { languages: JSON.stringify(languages) }),
      ...(skills && { skills: JSON.stringify([...new Set(skills)].toSorted()) }),
    });
    if (change.departmentIds) await store.setDepartments(trx, id, change.departmentIds);
    const leaves = agent.disabledMs === null && disabledMs !== null;
    if (leaves) {
      await store.endSessions(trx, id, null);
      tell({ kind: 'signedOut', agentId: id, exceptTokenHash: null });
    }
    if (leaves || isLower(role, agent.role)) await store.removeInvitesBy(trx, id);
    if (change.departmentIds || role !== agent.role) tell({ kind: 'access', agentId: id });
    tell({ kind: 'presence', siteId });
    tell({ kind: 'site', siteId });
  }

  async function settings(siteId: string) {
    const [accounts, invites] = await Promise.all([
      store.accounts(db.read, siteId),
      store.openInvites(db.read, siteId, clock.nowMs()),
    ]);
    const site = sites.byId(siteId);
    return {
      site,
      departments: sites.departments(siteId),
      accounts,
      invites: invites.map((one) =>
        asInvite({ ...one, departmentIds: livingDepartments(siteId, one.departmentIds) }),
      ),
      tag: tag(site.key),
    };
  }

  /** What the owner pastes into her pages. */
  const tag = (siteKey: string) =>
    `<script async src="${publicUrl}/straks.js" data-site="${siteKey}"></script>`;

  const departmentsOf = (agentId: string) => store.departmentsOf(db.read, agentId);

  const forget = () => db.write((trx) => store.forgetBefore(trx, clock.nowMs()));

  return {
    firstRun,
    setupToken,
    setupLink,
    makeFirstOwner,
    signIn,
    signOut,
    who,
    whoOfCookie,
    changePassword,
    invite,
    lookAtInvite,
    acceptInvite,
    removeInvite,
    changeAccount,
    settings,
    tag,
    departmentsOf,
    forget,
  };
}

export type Auth = ReturnType<typeof createAuth>;

function ifRefused(error: unknown) {
  if (!(error instanceof Refusal)) throw error;
}

const asInvite = (row: Omit<StoredInvite, 'siteId'>): Invite => ({
  id: row.id,
  role: row.role,
  capacity: row.capacity,
  departmentIds: row.departmentIds,
  expiresAt: row.expiresMs,
  invitedBy: row.invitedByName,
});

const isOwner = ({ role, disabledMs }: Pick<Agent, 'role' | 'disabledMs'>) =>
  role === 'owner' && disabledMs === null;

const changed = (
  agent: Agent,
  { role, capacity, disabled }: { role?: Role; capacity?: number; disabled?: boolean },
  nowMs: number,
) => ({
  role: role ?? agent.role,
  capacity: capacity ?? agent.capacity,
  disabledMs: disabled === undefined ? agent.disabledMs : disabled ? (agent.disabledMs ?? nowMs) : null,
});
