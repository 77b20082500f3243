import type { MailStatus } from '@straks/shared/mail/mail.protocol.ts';
import { ada, demoApp, departments, rules } from '../demo/app.ts';
import type { States } from '../demo/demo.ts';
import type { SettingsSection } from '../router.ts';
import type { ConsoleElement } from '../shell/console.element.ts';
import '../shell/console.element.ts';

const soon = Date.now() + 5 * 24 * 3_600_000;
const loaded = {
  ok: true,
  site: {
    id: ada.siteId,
    key: 'fjordtoy00001',
    name: 'Fjordtøy',
    brand: '#f2b705',
    language: 'nb',
    hours: {
      zone: 'Europe/Oslo',
      spans: [1, 2, 3, 4, 5].flatMap((day) => [
        { day, from: '09:00', to: '12:00' },
        { day, from: '12:30', to: '16:00' },
      ]),
      closedDays: [
        { date: '2026-12-24', name: 'Julaften' },
        { date: '2027-05-17', name: '17. mai' },
      ],
    },
    origins: ['https://fjordtoy.example', 'https://www.fjordtoy.example'],
    routing: rules,
    categories: ['Levering', 'Retur', 'Størrelse', 'Betaling', 'Reklamasjon', 'Ros'],
  },
  departments,
  accounts: [
    {
      ...ada,
      capacity: 4,
      departmentIds: ['department-shop-01'],
      languages: ['nb', 'en'],
      skills: ['reklamasjon'],
      disabled: false,
    },
    {
      id: 'agent-bo-0000000000',
      name: 'Bo Hansen',
      email: 'bo@fjordtoy.example',
      role: 'agent',
      capacity: 3,
      departmentIds: ['department-shop-01', 'department-ret-001'],
      languages: [],
      skills: [],
      disabled: false,
    },
    {
      id: 'agent-cia-000000000',
      name: 'Cia Nyström',
      email: 'cia@fjordtoy.example',
      role: 'lead',
      capacity: 2,
      departmentIds: [],
      languages: ['sv'],
      skills: ['tollregler', 'reklamasjon'],
      disabled: true,
    },
  ],
  invites: [
    {
      id: 'invite-1-0000000000',
      role: 'agent',
      capacity: 3,
      departmentIds: [],
      expiresAt: soon,
      invitedBy: 'Ada Lie',
    },
  ],
  tag: '<script async src="https://chat.fjordtoy.example/widget/loader.js" data-site="fjordtoy00001"></script>',
};

async function show(host: HTMLElement, section: SettingsSection, answers: Record<string, object> = {}) {
  const element = document.createElement('straks-console') as ConsoleElement;
  element.app = await demoApp({
    hash: `#/settings/${section}`,
    answers: { 'GET /api/settings': loaded, ...answers },
  });
  host.append(element);
  await element.updateComplete;
  await new Promise((resolve) => setTimeout(resolve, 20));
  return element.app.settings;
}

const mailOf = (status: Partial<MailStatus>, reason: string | null = null) => ({
  'GET /api/settings/mail': {
    ...{ ok: true, on: true, from: 'chat@fjordtoy.example', waiting: 0, troubles: [] },
    ...{ lastSentAt: Date.now() - 1_500_000, ...status },
  },
  'POST /api/settings/mail/test': { ok: true, to: ada.email, reason },
});

async function formsOf(host: HTMLElement, section: SettingsSection, answers: Record<string, object> = {}) {
  const settings = await show(host, section, answers);
  const state = settings.state.get();
  if (state.kind !== 'loaded') throw new Error('the demo has no settings');
  return state.forms;
}

/** Presses what stands some shadows deep. */
function pressIn(host: Element, element: string, selector: string) {
  const found = [host];
  for (const one of found) {
    for (const inner of one.shadowRoot?.querySelectorAll('*') ?? []) found.push(inner);
    for (const inner of one.children) found.push(inner);
  }
  const target = found.find(({ localName }) => localName === element);
  target?.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
}

export const states: States = {
  site: (host) => show(host, 'site'),
  'site with faults': async (host) => {
    const { site } = await formsOf(host, 'site');
    site.edit({ name: ' ', brand: 'red', origins: 'fjordtoy.example/kasse' });
    await site.submit();
  },
  'site not saved': async (host) => {
    const { site } = await formsOf(host, 'site', {
      'PATCH /api/settings/site': { ok: false, code: 'storage_full', retry: true },
    });
    site.edit({ name: 'Fjordtøy AS' });
    await site.submit();
  },
  hours: (host) => show(host, 'hours'),
  'hours with faults': async (host) => {
    const { hours } = await formsOf(host, 'hours');
    hours.edit({
      spans: [
        { day: 1, from: '09:00', to: '12:00' },
        { day: 1, from: '11:00', to: '16:00' },
      ],
      closedDays: [{ date: '', name: 'Påske' }],
    });
    await hours.submit();
  },
  departments: (host) => show(host, 'departments'),
  'rules of a department': async (host) => {
    await show(host, 'departments');
    pressIn(host, 'straks-departments', 'button[aria-expanded]');
  },
  'rules of a department with faults': async (host) => {
    const settings = await show(host, 'departments');
    pressIn(host, 'straks-departments', 'button[aria-expanded]');
    const form = settings.departmentForm('department-shop-01');
    form?.edit({ name: '', skills: 'toll|retur', overflowMinutes: 'snart' });
    await form?.submit();
  },
  routing: (host) => show(host, 'routing'),
  'routing with faults': async (host) => {
    const { routing } = await formsOf(host, 'routing');
    routing.edit({ accept: '5', silent: 'tre', high: '500' });
    await routing.submit();
  },
  'routing not saved': async (host) => {
    const { routing } = await formsOf(host, 'routing', {
      'PATCH /api/settings/site': { ok: false, code: 'storage_full', retry: true },
    });
    routing.edit({ accept: '60' });
    await routing.submit();
  },
  colleagues: (host) => show(host, 'colleagues'),
  'fresh invite': async (host) => {
    const settings = await show(host, 'colleagues');
    settings.freshLink.set(`https://chat.fjordtoy.example/console/#/invite/${'a1B2'.repeat(10)}`);
  },
  categories: (host) => show(host, 'categories'),
  'mail not set up': (host) => show(host, 'mail', mailOf({ on: false, from: null, lastSentAt: null })),
  'mail set up': (host) => show(host, 'mail', mailOf({ lastSentAt: null })),
  'mail works': async (host) => {
    const { mail } = await show(host, 'mail', mailOf({}));
    await mail.tryOut();
  },
  'mail fails': async (host) => {
    const reason =
      'ESOCKET: connect ECONNREFUSED 10.20.30.40:587 (mail.a-very-long-host-name.fjordtoy.example)';
    const againAt = Date.now() + 480_000;
    const troubles = [
      { to: 'kari.nordmann@post.example', kind: 'turn', reason, at: Date.now() - 600_000, againAt },
      {
        ...{ to: 'maximiliana.konstantinopolitanskaja@a-very-long-domain.example', kind: 'replied' },
        ...{ reason: 'EENVELOPE: 550 5.1.1 <recipient>: no such user here', at: Date.now() - 7_200_000 },
        againAt: null,
      },
    ];
    const { mail } = await show(host, 'mail', mailOf({ waiting: 12, troubles }, reason));
    await mail.tryOut();
  },
  tag: (host) => show(host, 'tag'),
  account: (host) => show(host, 'account'),
  'could not load': (host) =>
    show(host, 'site', { 'GET /api/settings': { ok: false, code: 'internal', retry: true } }),
};
