import { Stroke } from '../ui/icons.tsx';
import { SurePicture } from '../ui/sure.tsx';
import type { Way } from './offers.ts';
import type { WaysModel } from './ways.model.ts';
import { wayWords } from './words/say-ways.ts';

/** From lucide. */
export const paths = {
  tell: 'M10.27 21a2 2 0 0 0 3.46 0M3.26 15.33A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.67C19.41 13.96 18 12.5 18 8A6 6 0 0 0 6 8c0 4.5-1.41 5.96-2.74 7.33',
  call: 'M13.83 16.57a1 1 0 0 0 1.21-.3l.36-.47A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.47.35a1 1 0 0 0-.29 1.23 14 14 0 0 0 6.39 6.39',
  message:
    'm22 7-8.97 5.7a1.94 1.94 0 0 1-2.06 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6c0-1.1.9-2 2-2Z',
  onward: 'm9 18 6-6-6-6',
} as const;

export function Seal({ name }: { name: keyof typeof paths }) {
  return (
    <span class="seal" aria-hidden="true">
      <Stroke d={paths[name]} />
    </span>
  );
}

interface ChoicesProps {
  ways: WaysModel;
}

/** Offered by themselves when the wait is long or was not as told. */
export function Choices({ ways }: ChoicesProps) {
  const words = wayWords();
  return (
    <section class="ways" aria-label={words.chooseHow}>
      <h3>{words.chooseHow}</h3>
      <Rows ways={ways} />
    </section>
  );
}

function Rows({ ways }: ChoicesProps) {
  const words = wayWords();
  const said: Record<Way, [string, string]> = {
    tell: [words.tellMe, words.tellMeMore],
    call: [words.callMe, words.callMeMore],
    message: [words.message, words.messageMore],
  };
  const rows = ways.ways.value.map((way) => (
    <button type="button" class="way" key={way} onClick={() => ways.choose(way)}>
      <Seal name={way} />
      <span>
        <strong>{said[way][0]}</strong>
        <span class="soft">{said[way][1]}</span>
      </span>
      <Stroke d={paths.onward} />
    </button>
  ));
  return <div class="list">{rows}</div>;
}

/** Below the log: the way out, and the way to the list while nothing is offered by itself. */
export function Foot({ ways, isHeld }: ChoicesProps & { isHeld: boolean }) {
  const words = wayWords();
  const { leaving, chosen, isOffered } = ways;
  if (leaving.isAsked.value) {
    return (
      <SurePicture sure={leaving} question={words.leaveLineSure} yes={words.leaveLineYes} no={words.stay} />
    );
  }
  const isListed = !isOffered.value && !isHeld;
  if (chosen.value === 'list' && isListed) {
    return (
      <section class="sure sheet ways" aria-label={words.ratherNotWait}>
        <Rows ways={ways} />
        <button type="button" class="quiet" data-start onClick={() => ways.choose(null)}>
          {words.stay}
        </button>
      </section>
    );
  }
  return (
    <div class="quiets below">
      {isListed && (
        <button type="button" class="quiet" onClick={() => ways.choose('list')}>
          {words.ratherNotWait}
        </button>
      )}
      <button type="button" class="quiet" onClick={leaving.ask}>
        {words.leaveLine}
      </button>
    </div>
  );
}
