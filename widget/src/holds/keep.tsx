import type { NotDone, Session } from '../connection/session.model.ts';
import { Instead } from '../queue/instead.tsx';
import type { WaysModel } from '../queue/ways.model.ts';
import { wayWords } from '../queue/words/say-ways.ts';
import { EmailField } from '../ui/fields.tsx';
import { refusal, say } from '../ui/say.ts';
import type { By } from './hold.model.ts';

interface KeepProps {
  session: Session;
  ways: WaysModel;
}

/** How shall we tell her that her turn is near? */
export function Keep({ session, ways }: KeepProps) {
  const words = wayWords();
  const { hold, email, isBad } = ways;
  const problem = hold.problem.value;
  return (
    <Instead
      title={words.tellMe}
      session={session}
      ways={ways}
      act={words.keepPlace}
      submit={() => void hold.keep()}
    >
      <fieldset class="picks" aria-label={words.tellMe}>
        {hold.canMail() && <Pick ways={ways} by="mail" name={words.byMail} more={words.byMailMore} />}
        {hold.canRing() && (
          <Pick ways={ways} by="tab" name={words.byTab} more={words.byTabMore(session.site.value.name)} />
        )}
      </fieldset>
      {hold.by.value === 'mail' && <EmailField email={email} isBad={isBad.value} />}
      {problem && (
        <p class="problem" role="alert">
          {whyNotKept(problem)}
        </p>
      )}
    </Instead>
  );
}

function whyNotKept(problem: NotDone): string {
  const { words } = say();
  if (problem === 'bad_request') return words.emailBad;
  // Asked for on a press, and not again by itself.
  return problem === 'slow_down' ? words.refusals.otherwise : refusal(problem);
}

interface PickProps {
  ways: WaysModel;
  by: By;
  name: string;
  more: string;
}

function Pick({ ways, by, name, more }: PickProps) {
  const isChosen = ways.hold.by.value === by;
  return (
    <label class="pick">
      <input
        type="radio"
        name="by"
        checked={isChosen}
        data-start={isChosen ? '' : undefined}
        onChange={() => {
          ways.hold.by.value = by;
        }}
      />
      <span>
        <strong>{name}</strong>
        <span class="soft">{more}</span>
      </span>
    </label>
  );
}
