import type { Hold } from '@straks/shared/queue/queue.protocol.ts';
import type { Session } from '../connection/session.model.ts';
import { Seal } from '../queue/choices.tsx';
import type { WaysModel } from '../queue/ways.model.ts';
import { wayWords } from '../queue/words/say-ways.ts';
import { refusal, say } from '../ui/say.ts';
import { SurePicture } from '../ui/sure.tsx';
import { clock } from '../ui/times.ts';
import { isMuted } from './ring.ts';

interface HeldProps {
  session: Session;
  ways: WaysModel;
  hold: Hold;
}

/** Under her place: it is kept while she does something else, and how she hears that her turn is near. */
export function Held({ session, ways, hold }: HeldProps) {
  const words = wayWords();
  const isMutedNow = hold.by === 'tab' && isMuted.value;
  return (
    <section class="card" aria-label={words.kept}>
      <Seal name={hold.by === 'phone' ? 'call' : hold.by === 'mail' ? 'message' : 'tell'} />
      <h3>{words.kept}</h3>
      <p>{howCalled(session, hold)}</p>
      {hold.passedOn && <p>{words.passedOn}</p>}
      {isMutedNow && <p>{words.muted}</p>}
      <Problem ways={ways} />
      {hold.by === 'phone' ? (
        <CancelCall ways={ways} />
      ) : (
        <button type="button" class="quiet" onClick={() => void ways.hold.end()}>
          {words.waitHere}
        </button>
      )}
    </section>
  );
}

function howCalled({ kept, site, callback }: Session, { by }: Hold): string {
  const words = wayWords();
  if (by === 'mail') return words.keptMail(kept.get('email') ?? words.yourMail);
  if (by === 'tab') return words.keptTab(site.value.name);
  return words.keptPhone(callback.value?.shown ?? words.yourPhone);
}

export function CancelCall({ ways }: { ways: WaysModel }) {
  const words = wayWords();
  const { cancelling } = ways.call;
  if (cancelling.isAsked.value) {
    return (
      <SurePicture
        sure={cancelling}
        question={words.cancelCallSure}
        yes={words.cancelCall}
        no={words.keepCall}
      />
    );
  }
  return (
    <button type="button" class="quiet" onClick={cancelling.ask}>
      {words.cancelCall}
    </button>
  );
}

/** In place of her standing: she is called, and has until then to say that she is here. */
export function Called({ ways, hold, returnBy }: HeldProps & { returnBy: number }) {
  const words = wayWords();
  const { language } = say();
  return (
    <section class="called" aria-label={words.turnSoon}>
      <Seal name="tell" />
      <h3>{words.turnSoon}</h3>
      <p class="hidden" role="status">
        {words.turnSoon} {words.comeBack} {clock(language, returnBy)}
      </p>
      <p class="soft">{words.comeBack}</p>
      <p class="moment">{clock(language, returnBy)}</p>
      <button type="button" class="main" data-start onClick={() => void ways.hold.end()}>
        {words.iAmHere}
      </button>
      <p class="hint">{hold.passedOn ? words.elseMessage : words.elseOthers}</p>
      <Problem ways={ways} />
    </section>
  );
}

function Problem({ ways }: { ways: WaysModel }) {
  const problem = ways.hold.problem.value;
  if (!problem) return null;
  return (
    <p class="problem" role="alert">
      {refusal(problem)}
    </p>
  );
}
