import type { Session } from '../connection/session.model.ts';
import type { Welcome } from '../conversations/welcome.model.ts';
import { CancelCall } from '../holds/held.tsx';
import { Seal } from '../queue/choices.tsx';
import { Instead } from '../queue/instead.tsx';
import type { WaysModel } from '../queue/ways.model.ts';
import { wayWords } from '../queue/words/say-ways.ts';
import { into, NameField } from '../ui/fields.tsx';
import { Icon } from '../ui/icons.tsx';
import { localeOf } from '../ui/language.ts';
import { refusal, say } from '../ui/say.ts';
import { momentOf } from '../ui/times.ts';
import { ownZone } from './call.model.ts';
import type { Country } from './countries.ts';
import { callingCodes } from './countries.ts';
import { daysOf } from './slots.ts';

interface CallProps {
  session: Session;
  welcome: Welcome;
  ways: WaysModel;
}

/** Where and when to call her. */
export function CallMe({ session, welcome, ways }: CallProps) {
  const words = wayWords();
  const { call } = ways;
  const times = call.times.value;
  const isNew = session.screen.value === 'welcome';
  const hasTimes = times !== null && (times.turn || times.slots.length > 0);
  return (
    <Instead
      title={words.callMe}
      session={session}
      ways={ways}
      act={times && !hasTimes ? null : words.askForCall}
      submit={() => void call.request()}
    >
      <NumberField ways={ways} />
      {times && <When session={session} ways={ways} />}
      {isNew && <About welcome={welcome} />}
      {isNew && <NameField name={welcome.name} />}
      <Refused ways={ways} />
    </Instead>
  );
}

function NumberField({ ways }: Pick<CallProps, 'ways'>) {
  const words = wayWords();
  const { phone, country, problem } = ways.call;
  const fault = problem.value && 'phone' in problem.value ? problem.value : null;
  return (
    <div class="row">
      <label for="phone">{words.phone}</label>
      <div class="number">
        <div class="line code">
          <span aria-hidden="true">{`${country.value} +${callingCodes[country.value as Country]}`}</span>
          <Icon name="close" />
          <select class="line" aria-label={words.country} value={country.value} onChange={into(country)}>
            <Countries />
          </select>
        </div>
        <input
          id="phone"
          class="line"
          data-start
          type="tel"
          autocomplete="tel"
          dir="ltr"
          maxLength={40}
          aria-invalid={fault !== null}
          aria-describedby={fault ? 'phone-bad' : undefined}
          value={phone.value}
          onInput={into(phone)}
        />
      </div>
      {fault && (
        <p class="problem" id="phone-bad" role="alert">
          {words.phoneFaults[fault.phone ?? 'not_in_use'] ?? words.phoneFaults.not_in_use}
        </p>
      )}
    </div>
  );
}

function Countries() {
  const names = new Intl.DisplayNames(localeOf(say().language), { type: 'region' });
  return Object.entries(callingCodes).map(([code, calling]) => (
    <option key={code} value={code}>
      {`${names.of(code)} +${calling}`}
    </option>
  ));
}

function When({ session, ways }: Pick<CallProps, 'session' | 'ways'>) {
  const words = wayWords();
  const { times, startsAt } = ways.call;
  const { turn = false, slots = [], zone = '' } = times.value ?? {};
  const first = slots[0]?.startsAt ?? null;
  const isElsewhere = zone !== '' && zone !== ownZone();
  if (!turn && first === null) return <p class="why">{words.noTimes}</p>;
  return (
    <fieldset class="picks">
      <legend>{words.when}</legend>
      {turn && (
        <Pick
          ways={ways}
          value={null}
          name={words.atMyTurn}
          more={session.line.place.value ? words.atMyTurnMore : undefined}
        />
      )}
      {turn && first !== null && <Pick ways={ways} value={startsAt.value ?? first} name={words.atATime} />}
      {first !== null && startsAt.value !== null && <Slots session={session} ways={ways} />}
      {isElsewhere && startsAt.value !== null && <p class="hint">{words.timesAreYours(zone)}</p>}
    </fieldset>
  );
}

interface PickProps {
  ways: WaysModel;
  value: number | null;
  name: string;
  more?: string | undefined;
}

function Pick({ ways, value, name, more }: PickProps) {
  const { startsAt } = ways.call;
  return (
    <label class="pick">
      <input
        type="radio"
        name="when"
        checked={(startsAt.value === null) === (value === null)}
        onChange={() => {
          startsAt.value = value;
        }}
      />
      <span>
        <strong>{name}</strong>
        {more && <span class="soft">{more}</span>}
      </span>
    </label>
  );
}

function Slots({ session, ways }: Pick<CallProps, 'session' | 'ways'>) {
  const { times, startsAt } = ways.call;
  const days = daysOf(say().language, times.value?.slots ?? [], session.serverNowMs());
  return (
    <select
      class="line"
      aria-label={wayWords().time}
      value={String(startsAt.value)}
      onChange={(event) => {
        startsAt.value = Number(event.currentTarget.value);
      }}
    >
      {days.map(({ name, slots }) => (
        <optgroup key={name} label={name}>
          {slots.map((slot) => (
            <option key={slot.startsAt} value={String(slot.startsAt)}>
              {`${name}, ${slot.name}`}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function About({ welcome }: Pick<CallProps, 'welcome'>) {
  const { words } = say();
  const { draft } = welcome;
  return (
    <div class="row">
      <label for="about">
        {wayWords().about} <span class="soft">({words.optional})</span>
      </label>
      <div class="field">
        <textarea
          id="about"
          class="words"
          dir="auto"
          rows={2}
          value={draft.text.value}
          onInput={(event) => draft.set(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}

function Refused({ ways }: Pick<CallProps, 'ways'>) {
  const words = wayWords();
  const problem = ways.call.problem.value;
  if (!problem || !('act' in problem)) return null;
  const said: Partial<Record<typeof problem.act, string>> = {
    slot_taken: words.slotTaken,
    conflict: words.callConflict,
    closed_now: words.callClosed,
    // Asked for on a press, and not again by itself.
    slow_down: say().words.refusals.otherwise,
  };
  return (
    <p class="problem" role="alert">
      {said[problem.act] ?? refusal(problem.act)}
    </p>
  );
}

/** Above the log of a left message: when we call her, and on which number. */
export function CallHead({ session, ways }: Pick<CallProps, 'session' | 'ways'>) {
  const words = wayWords();
  const { language } = say();
  const callback = session.callback.value;
  if (!callback) return null;
  const { when, tries, shown } = callback;
  const isLater = when.kind === 'slot' && when.endsAt > session.serverNowMs();
  const title =
    when.kind === 'slot' && isLater
      ? words.weCall(momentOf(language, when.startsAt, session.serverNowMs()))
      : words.weCallSoon;
  return (
    <section class="case">
      <Seal name="call" />
      <h3>{title}</h3>
      <p class="soft">{words.weCallOn(shown)}</p>
      {tries > 0 && <p class="soft">{words.triedCall}</p>}
      <CancelCall ways={ways} />
    </section>
  );
}
