import type { ComponentChildren } from 'preact';
import type { Session } from '../connection/session.model.ts';
import { EmailField } from '../ui/fields.tsx';
import { Icon } from '../ui/icons.tsx';
import { say } from '../ui/say.ts';
import { waitLeft } from './wait-words.ts';
import type { WaysModel } from './ways.model.ts';
import { wayWords } from './words/say-ways.ts';

interface InsteadProps {
  title: string;
  session: Session;
  ways: WaysModel;
  /** What the press does, in a word or two; none: it cannot be pressed. */
  act: string | null;
  submit(): void;
  children: ComponentChildren;
}

/** One of the ways, filling the panel; her place stays in sight. */
export function Instead({ title, session, ways, act, submit, children }: InsteadProps) {
  const { words } = say();
  return (
    <form
      class="screen instead"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="scroll">
        <h3>{title}</h3>
        <PlaceNow session={session} />
        {children}
      </div>
      <div class="foot">
        {act && (
          <button type="submit" class="main">
            {act}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => ways.choose(null)}>
          {words.back}
        </button>
      </div>
    </form>
  );
}

function PlaceNow({ session }: { session: Session }) {
  const { words } = say();
  const place = session.line.place.value;
  if (!place) return null;
  return (
    <p class="wait">
      <Icon name="clock" />
      <span>
        <strong>{words.placeSaid(place.position)}</strong>
        <span class="soft">{waitLeft(say(), place.wait).likely}</span>
      </span>
    </p>
  );
}

export function MessageInstead({ session, ways }: { session: Session; ways: WaysModel }) {
  const words = wayWords();
  return (
    <Instead
      title={words.message}
      session={session}
      ways={ways}
      act={words.sendMessage}
      submit={ways.leaveMessage}
    >
      <p class="why">{words.giveUpPlace}</p>
      <EmailField email={ways.email} isBad={ways.isBad.value} />
    </Instead>
  );
}
