import { signal } from '@lit-labs/signals';
import type { Me } from '@straks/shared/auth/auth.protocol.ts';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Department, RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { createTone } from '../alerts/tone.ts';
import type { App } from '../app.ts';
import { createApp } from '../app.ts';
import type { Api } from '../connection/api.ts';
import type { Ask } from '../connection/ask.ts';
import type { Link, LinkParts, LinkState } from '../connection/link.ts';
import { language } from '../language/language.ts';
import { createRouter } from '../router.ts';
import { memoryShelf } from '../storage/shelf.ts';

export const ada: Me = {
  id: 'agent-ada-000000000',
  siteId: 'site-fjordtoy-0000',
  name: 'Ada Lie',
  email: 'ada@fjordtoy.example',
  role: 'owner',
};

export const colleagues: Colleague[] = [
  {
    id: ada.id,
    name: ada.name,
    status: 'available',
    reachable: true,
    capacity: 4,
    active: 3,
    departmentIds: ['department-shop-01'],
    setAway: false,
  },
  {
    id: 'agent-bo-0000000000',
    name: 'Bo Hansen',
    status: 'available',
    reachable: true,
    capacity: 3,
    active: 1,
    departmentIds: ['department-shop-01'],
    setAway: false,
  },
  {
    id: 'agent-cia-000000000',
    name: 'Cia Nyström',
    status: 'away',
    reachable: true,
    capacity: 2,
    active: 0,
    departmentIds: ['department-shop-01', 'department-ret-001'],
    setAway: false,
  },
  {
    id: 'agent-dag-000000000',
    name: 'Dag Christoffersen-Riksheim',
    status: 'available',
    reachable: true,
    capacity: 4,
    active: 4,
    departmentIds: ['department-shop-01', 'department-ret-001'],
    setAway: false,
  },
  {
    id: 'agent-eli-000000000',
    name: 'Eli Foss',
    status: 'available',
    reachable: true,
    capacity: 3,
    active: 0,
    departmentIds: ['department-ret-001'],
    setAway: false,
  },
];

const minuteMs = 60_000;

export const rules: RoutingRules = {
  spread: 'least_loaded',
  acceptMs: 45_000,
  silentMs: 3 * minuteMs,
  ringsToEscalate: 2,
  lastAgentPatienceMs: minuteMs / 2,
  headStartMs: { high: 5 * minuteMs, urgent: 30 * minuteMs },
  asleepAfterMs: 10 * minuteMs,
  drainMs: 15 * minuteMs,
  returnMs: 5 * minuteMs,
};

export const departments: Department[] = [
  {
    id: 'department-shop-01',
    name: 'Butikk',
    matchLanguage: true,
    skills: [],
    priority: 0,
    overflow: { toId: 'department-ret-001', afterMs: 10 * minuteMs },
  },
  {
    id: 'department-ret-001',
    name: 'Retur',
    matchLanguage: false,
    skills: ['reklamasjon', 'tollregler'],
    priority: 1,
    overflow: null,
  },
];

export interface Scene {
  me?: Me | null;
  firstRun?: boolean;
  hash?: string;
  colleagues?: Colleague[];
  conversations?: AgentConversation[];
  entries?: Record<string, Entry[]>;
  open?: string[];
  drafts?: Record<string, string>;
  link?: LinkState;
  answers?: Partial<Record<string, object>>;
  categories?: string[];
}

const never: Refused = { ok: false, code: 'timed_out', retry: true };

/** The real console with a scripted server behind it: for demo pages only. */
export async function demoApp(scene: Scene): Promise<App> {
  const shelf = memoryShelf();
  shelf.set('straks.console.preferences', JSON.stringify({ language: language() }));
  for (const [id, text] of Object.entries(scene.drafts ?? {})) {
    const draft = { text, caret: text.length, begunAtSeq: 1 };
    shelf.set(`straks.${ada.id}.straks.console.draft.${id}`, JSON.stringify(draft));
  }
  let parts: LinkParts | undefined;
  const state = signal<LinkState>('off');
  const app = createApp({
    api: apiOf(scene),
    createLink(given) {
      parts = given;
      return linkOf(scene, state);
    },
    router: createRouter(scene.hash ?? '#/inbox', () => undefined),
    tone: createTone(() => new AudioContext()),
    dial: () => undefined,
    shelf,
    windowShelf: memoryShelf(),
    languages: [language()],
    nowMs: Date.now,
    random: Math.random,
    newId: () => crypto.randomUUID(),
    inFront: () => true,
    exclusive: (_, work) => work(),
  });
  await app.auth.begin();
  if (app.auth.me.get()) {
    state.set('ready');
    await parts?.catchUp();
    app.desk.fits.set(3);
    for (const id of scene.open ?? []) app.desk.showBeside(id);
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.set(scene.link ?? 'ready');
  }
  return app;
}

function linkOf(scene: Scene, state: Link['state']): Link {
  const ask = (async (event: string, request: { conversationId?: string }) => {
    const { conversationId = '' } = request;
    const entries = scene.entries?.[conversationId] ?? [];
    switch (event) {
      case 'hello':
        return helloOf(scene);
      case 'conversation:open': {
        const conversation = scene.conversations?.find(({ id }) => id === conversationId);
        return conversation ? { ok: true, conversation, entries, more: false } : never;
      }
      case 'message:sync':
        return { ok: true, entries: [], more: false, head: 0 };
      case 'presence:beat':
        return { ok: true, leaseUntil: Date.now() + 30_000 };
      default:
        return scene.answers?.[event] ?? { ok: true };
    }
  }) as Ask;
  const nothing = () => undefined;
  return { state, ask, on: nothing, open: nothing, close: nothing, reopen: nothing };
}

const helloOf = (scene: Scene) => ({
  ok: true,
  protocol: protocolVersion,
  at: Date.now(),
  me: ada,
  site: {
    id: ada.siteId,
    name: 'Fjordtøy',
    categories: scene.categories ?? ['Delivery', 'Return', 'Size', 'Payment', 'Complaint', 'Praise'],
    routing: rules,
  },
  departments,
  colleagues: scene.colleagues ?? colleagues,
  inbox: { upTo: 1, items: scene.conversations ?? [] },
});

function apiOf(scene: Scene): Api {
  return (async (route: string) => {
    if (route === 'GET /api/account/me') {
      return { ok: true, me: scene.me === undefined ? ada : scene.me, firstRun: scene.firstRun ?? false };
    }
    return scene.answers?.[route] ?? never;
  }) as Api;
}
