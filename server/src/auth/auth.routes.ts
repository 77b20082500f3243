import { authRest } from '@straks/shared/auth/auth.protocol.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../platform/errors.ts';
import { route } from '../platform/wire/http.ts';
import type { Auth, SignedIn, Who } from './auth.ts';
import { noCookie, sessionCookie, tokenIn } from './cookie.ts';
import { type Action, allowed, rules } from './rules.ts';

export interface AuthRoutesParts {
  auth: Auth;
  /** The origins of our own pages. */
  ownOrigins: ReadonlySet<string>;
  /** Whether pages of an origin may show the widget of a site. */
  mayEmbed(siteKey: string, origin: string): boolean;
}

/**
 * The gate of every REST request, and the requests about accounts.
 * Gives back who asks, for the routes of other folders.
 */
export function registerAuth(app: FastifyInstance, { auth, ownOrigins, mayEmbed }: AuthRoutesParts) {
  const known = new WeakMap<FastifyRequest, Who>();

  function me(request: FastifyRequest): Who {
    const who = known.get(request);
    if (!who) throw new Refusal('not_signed_in');
    return who;
  }

  app.addHook('onRequest', async (request) => {
    const action = actionOf(request);
    if (action === null) return;
    if (isForVisitors(action)) return refuseStranger(request);
    if (changesState(request)) refuseForeign(request, ownOrigins);
    const who = await auth.whoOfCookie(request.headers.cookie);
    if (who) known.set(request, who);
    if (allowed(who?.role ?? 'anonymous', action)) return;
    throw new Refusal(who ? 'not_allowed' : 'not_signed_in');
  });

  /** A visitor's page names its site; it is answered on the site's own pages and on ours. */
  function refuseStranger({ headers: { origin }, params }: FastifyRequest) {
    const { key } = params as { key: string };
    if (origin !== undefined && !ownOrigins.has(origin) && !mayEmbed(key, origin)) {
      throw new Refusal('foreign_origin');
    }
  }

  accountRoutes(app, auth, { me, whoIf: (request) => known.get(request) ?? null });
  settingsRoutes(app, auth, me);

  return me;
}

/** A request below /api that the table does not name is nobody's to make; files are anybody's. */
function actionOf({ routeOptions }: FastifyRequest): Action | null {
  const { name } = routeOptions.config as { name?: string };
  if (name !== undefined && Object.hasOwn(rules, name)) return name as Action;
  if (routeOptions.url?.startsWith('/api/')) throw new Refusal('not_allowed');
  return null;
}

/** Visitors come from pages of others, with a token of their own and without a cookie. */
const isForVisitors = (action: Action) => action.includes(' /api/sites/');

const changesState = ({ method }: FastifyRequest) => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** A page that is not ours cannot act with a colleague's cookie, nor sign her in as somebody else. */
function refuseForeign({ headers }: FastifyRequest, ownOrigins: ReadonlySet<string>) {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined) {
    if (ownOrigins.has(origin)) return;
  } else if (site === 'same-origin' || (site === undefined && !tokenIn(headers.cookie))) {
    return;
  }
  throw new Refusal('foreign_origin');
}

interface Asking {
  me(request: FastifyRequest): Who;
  whoIf(request: FastifyRequest): Who | null;
}

function accountRoutes(app: FastifyInstance, auth: Auth, { me, whoIf }: Asking) {
  const welcome = (reply: FastifyReply, { token, me }: SignedIn) => {
    reply.header('set-cookie', sessionCookie(token));
    return { me };
  };

  const first = 'POST /api/account/first';
  route(app, first, authRest[first], async ({ body: { token, ...person }, request, reply }) =>
    welcome(reply, await auth.makeFirstOwner(token, person, request.ip)),
  );

  const signIn = 'POST /api/account/sign-in';
  route(app, signIn, authRest[signIn], async ({ body, request, reply }) =>
    welcome(reply, await auth.signIn(body, request.ip)),
  );

  const signOut = 'POST /api/account/sign-out';
  route(app, signOut, authRest[signOut], async ({ request, reply }) => {
    const who = whoIf(request);
    if (who) await auth.signOut(who);
    reply.header('set-cookie', noCookie());
    return {};
  });

  const meName = 'GET /api/account/me';
  route(app, meName, authRest[meName], async ({ request, reply }) => {
    const who = whoIf(request);
    if (!who) return { me: null, firstRun: await auth.firstRun() };
    const token = tokenIn(request.headers.cookie);
    if (token) reply.header('set-cookie', sessionCookie(token));
    const { agentId: id, siteId, name, email, role } = who;
    return { me: { id, siteId, name, email, role }, firstRun: false };
  });

  const password = 'POST /api/account/password';
  route(app, password, authRest[password], async ({ body, request }) => {
    await auth.changePassword(me(request), body);
    return {};
  });

  const look = 'POST /api/account/invites/look';
  route(app, look, authRest[look], ({ body, request }) => auth.lookAtInvite(body.token, request.ip));

  const accept = 'POST /api/account/invites/accept';
  route(app, accept, authRest[accept], async ({ body: { token, ...person }, request, reply }) =>
    welcome(reply, await auth.acceptInvite(token, person, request.ip)),
  );
}

function settingsRoutes(app: FastifyInstance, auth: Auth, me: Asking['me']) {
  const settings = 'GET /api/settings';
  route(app, settings, authRest[settings], ({ request }) => auth.settings(me(request).siteId));

  const account = 'PATCH /api/settings/accounts/:id';
  route(app, account, authRest[account], async ({ params, body, request }) => ({
    account: await auth.changeAccount(me(request), params.id, body),
  }));

  const invite = 'POST /api/settings/invites';
  route(app, invite, authRest[invite], ({ body, request }) => auth.invite(me(request), body));

  const remove = 'DELETE /api/settings/invites/:id';
  route(app, remove, authRest[remove], async ({ params, request }) => {
    await auth.removeInvite(me(request), params.id);
    return {};
  });
}
