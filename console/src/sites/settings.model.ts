import { computed, signal } from '@lit-labs/signals';
import type { Account, Invite, Role } from '@straks/shared/auth/auth.protocol.ts';
import type { RestAnswer } from '@straks/shared/protocol.ts';
import type { Refused } from '@straks/shared/result.ts';
import type { Department, RoutingRules, Site } from '@straks/shared/sites/sites.protocol.ts';
import type { Api } from '../connection/api.ts';
import { faultOfDays, faultOfWeek } from '../hours/week.ts';
import { words } from '../language/language.ts';
import { createMailRoom } from '../mail/mail.model.ts';
import {
  faultOfBrand,
  faultOfCategories,
  faultOfName,
  faultOfOrigins,
  linesOf,
  originOf,
} from './check-site.ts';
import type { Form } from './form.model.ts';
import { createForm } from './form.model.ts';
import { routingWords } from './routing.words.ts';
import type { DepartmentFields, RoutingFields } from './routing-rules.ts';
import {
  departmentFields,
  departmentOf,
  faultOfSkills,
  isOverflowWrong,
  numbered,
  routingFields,
  rulesOf,
  wrongNumbers,
} from './routing-rules.ts';

type Loaded = Extract<RestAnswer<'GET /api/settings'>, { ok: true }>;
type SiteFields = { name: string; brand: string; language: Site['language']; origins: string };
type HoursFields = Site['hours'];
type CategoryFields = { categories: string };

export interface SettingsForms {
  site: Form<SiteFields>;
  hours: Form<HoursFields>;
  routing: Form<RoutingFields>;
  categories: Form<CategoryFields>;
}

export type SettingsState =
  | { kind: 'loading' }
  | { kind: 'refused'; refusal: Refused }
  | { kind: 'loaded'; forms: SettingsForms };

export type Settings = ReturnType<typeof createSettings>;

export interface SettingsParts {
  api: Api;
  /** The console itself shows the site's name, its departments and its categories. */
  changed(site: Site, departments: readonly Department[]): void;
}

export function createSettings({ api, changed }: SettingsParts) {
  const state = signal<SettingsState>({ kind: 'loading' });
  let site: Site | null = null;
  const departments = signal<readonly Department[]>([]);
  const accounts = signal<readonly Account[]>([]);
  const invites = signal<readonly Invite[]>([]);
  const tag = signal('');
  const mail = createMailRoom(api);
  /** Rules being edited, by department. */
  const departmentForms = new Map<string, Form<DepartmentFields>>();
  /** The only copy of a fresh invite's link. */
  const freshLink = signal<string | null>(null);
  /** Refusals of single acts, by what they concern. */
  const refusals = signal<ReadonlyMap<string, Refused>>(new Map());

  const dirty = computed(() => {
    const now = state.get();
    return (
      now.kind === 'loaded' &&
      [...Object.values(now.forms), ...departmentForms.values()].some((form) => form.dirty.get())
    );
  });

  async function load() {
    if (state.get().kind === 'loaded') return;
    state.set({ kind: 'loading' });
    const answer = await api('GET /api/settings', {});
    if (!answer.ok) return state.set({ kind: 'refused', refusal: answer });
    accept(answer);
  }

  function accept(loaded: Loaded) {
    departments.set(loaded.departments);
    accounts.set(loaded.accounts);
    invites.set(loaded.invites);
    tag.set(loaded.tag);
    state.set({ kind: 'loaded', forms: formsOf(api, loaded.site, siteSaved) });
    siteSaved(loaded.site);
  }

  function siteSaved(saved: Site) {
    site = saved;
    changed(saved, departments.get());
  }

  function departmentsSaved(saved: readonly Department[]) {
    departments.set(saved);
    if (site) changed(site, saved);
  }

  async function attempt<Value extends object>(
    about: string,
    request: () => Promise<({ ok: true } & Value) | Refused>,
    done: (value: Value) => void,
  ): Promise<boolean> {
    settle(about, null);
    const answer = await request();
    if (answer.ok) done(answer);
    else settle(about, answer);
    return answer.ok;
  }

  function settle(about: string, refusal: Refused | null) {
    const next = new Map(refusals.get());
    if (refusal) next.set(about, refusal);
    else next.delete(about);
    refusals.set(next);
  }

  const addDepartment = (name: string) =>
    attempt(
      'new department',
      () => api('POST /api/settings/departments', { body: { name: name.trim() } }),
      ({ department }) => departmentsSaved([...departments.get(), department]),
    );

  /** The rules of one department as they are typed; kept until they are saved or given up. */
  function departmentForm(id: string): Form<DepartmentFields> | null {
    const known = departmentForms.get(id);
    const department = departments.get().find((one) => one.id === id);
    if (known || !department) return known ?? null;
    const form = createForm<DepartmentFields>({
      saved: departmentFields(department),
      check: faultsOfDepartment,
      save: async () => {
        const body = departmentOf(form.values.get());
        const answer = await api('PATCH /api/settings/departments/:id', { params: { id }, body });
        if (!answer.ok) return answer;
        departmentsSaved(departments.get().map((one) => (one.id === id ? answer.department : one)));
        return { ok: true, values: departmentFields(answer.department) };
      },
    });
    departmentForms.set(id, form);
    return form;
  }

  const deleteDepartment = (id: string) =>
    attempt(
      id,
      () => api('DELETE /api/settings/departments/:id', { params: { id } }),
      () => {
        departmentForms.delete(id);
        departmentsSaved(departments.get().filter((one) => one.id !== id));
      },
    );

  type AccountChange = Partial<
    Pick<Account, 'role' | 'capacity' | 'departmentIds' | 'languages' | 'skills' | 'disabled'>
  >;
  const changeAccount = (id: string, change: AccountChange) =>
    attempt(
      id,
      () => api('PATCH /api/settings/accounts/:id', { params: { id }, body: change }),
      ({ account }) => accounts.set(accounts.get().map((one) => (one.id === id ? account : one))),
    );

  const invite = (role: Role, capacity: number, departmentIds: string[]) =>
    attempt(
      'invite',
      () => api('POST /api/settings/invites', { body: { role, capacity, departmentIds } }),
      ({ invite: fresh, link }) => {
        invites.set([...invites.get(), fresh]);
        freshLink.set(link);
      },
    );

  const withdraw = (id: string) =>
    attempt(
      id,
      () => api('DELETE /api/settings/invites/:id', { params: { id } }),
      () => {
        invites.set(invites.get().filter((one) => one.id !== id));
        freshLink.set(null);
      },
    );

  const changePassword = (current: string, next: string) =>
    attempt(
      'password',
      () => api('POST /api/account/password', { body: { current, next } }),
      () => undefined,
    );

  function clear() {
    state.set({ kind: 'loading' });
    departmentForms.clear();
    mail.clear();
    freshLink.set(null);
    refusals.set(new Map());
  }

  return {
    state,
    departments,
    accounts,
    invites,
    tag,
    mail,
    freshLink,
    refusals,
    dirty,
    load,
    addDepartment,
    departmentForm,
    deleteDepartment,
    changeAccount,
    invite,
    withdraw,
    changePassword,
    clear,
  };
}

function formsOf(api: Api, site: Site, siteSaved: (site: Site) => void): SettingsForms {
  const patch = async <Fields extends object>(
    body: Partial<Omit<Site, 'id' | 'key'>>,
    fields: (site: Site) => Fields,
  ) => {
    const answer = await api('PATCH /api/settings/site', { body });
    if (!answer.ok) return answer;
    siteSaved(answer.site);
    return { ok: true as const, values: fields(answer.site) };
  };
  return {
    site: createForm({
      saved: siteFields(site),
      check: ({ name, brand, origins }) =>
        told({ name: faultOfName(name), brand: faultOfBrand(brand), origins: faultOfOrigins(origins) }),
      save: ({ name, brand, language, origins }) =>
        patch(
          {
            ...(name !== undefined && { name: name.trim() }),
            ...(brand !== undefined && { brand: brand.trim().toLowerCase() }),
            ...(language !== undefined && { language }),
            ...(origins !== undefined && { origins: [...new Set(linesOf(origins).map(originOf))] }),
          },
          siteFields,
        ),
    }),
    hours: hoursForm(site.hours, (hours) => patch({ hours }, ({ hours: kept }) => kept)),
    routing: routingForm(site.routing, (routing) =>
      patch({ routing }, ({ routing: kept }) => routingFields(kept)),
    ),
    categories: createForm({
      saved: categoryFields(site),
      check: ({ categories }) => told({ categories: faultOfCategories(categories) }),
      save: ({ categories = '' }) => patch({ categories: linesOf(categories) }, categoryFields),
    }),
  };
}

function hoursForm(
  saved: HoursFields,
  save: (hours: HoursFields) => Promise<{ ok: true; values: HoursFields } | Refused>,
): Form<HoursFields> {
  const form: Form<HoursFields> = createForm<HoursFields>({
    saved,
    check: ({ zone, spans, closedDays }) =>
      told({ zone: faultOfZone(zone), spans: sentenceOfWeek(spans), closedDays: sentenceOfDays(closedDays) }),
    // Hours are saved whole: the zone gives the spans their meaning.
    save: () => save(form.values.get()),
  });
  return form;
}

function routingForm(
  saved: RoutingRules,
  save: (rules: RoutingRules) => Promise<{ ok: true; values: RoutingFields } | Refused>,
): Form<RoutingFields> {
  const form: Form<RoutingFields> = createForm<RoutingFields>({
    saved: routingFields(saved),
    check: (fields) =>
      Object.fromEntries(
        wrongNumbers(fields).map((rule) => {
          const { least, most } = numbered[rule];
          return [rule, routingWords().badNumber(least.toLocaleString(words().time.locale), String(most))];
        }),
      ),
    // The rules are saved whole.
    save: () => save(rulesOf(form.values.get())),
  });
  return form;
}

function faultsOfDepartment(fields: DepartmentFields) {
  const skills = faultOfSkills(fields.skills);
  return told({
    name: faultOfName(fields.name),
    skills: skills && routingWords().skillFault(skills),
    overflowMinutes: isOverflowWrong(fields) ? routingWords().department.badMinutes : null,
  });
}

const siteFields = ({ name, brand, language, origins }: Site): SiteFields => ({
  name,
  brand,
  language,
  origins: origins.join('\n'),
});

const categoryFields = ({ categories }: Site): CategoryFields => ({ categories: categories.join('\n') });

export const zones: readonly string[] = Intl.supportedValuesOf('timeZone');

const faultOfZone = (zone: string) =>
  zone === 'UTC' || zones.includes(zone) ? null : words().settings.badZone;

function sentenceOfWeek(spans: HoursFields['spans']): string | null {
  const fault = faultOfWeek(spans);
  if (!fault) return null;
  const { days, badSpan, overlap } = words().settings;
  const day = days[fault.day - 1] ?? '';
  return fault.kind === 'overlap' ? overlap(day) : badSpan(day);
}

function sentenceOfDays(days: HoursFields['closedDays']): string | null {
  const fault = faultOfDays(days);
  if (!fault) return null;
  return fault.kind === 'bad_date' ? words().settings.badDate : words().settings.doubleDate(fault.date);
}

function told<Fields extends string>(
  faults: Partial<Record<Fields, string | null>>,
): Partial<Record<Fields, string>> {
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null)) as Partial<
    Record<Fields, string>
  >;
}
