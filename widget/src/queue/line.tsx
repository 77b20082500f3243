import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { ComposerPicture } from '../messages/composer.tsx';
import { Log } from '../messages/log.tsx';
import { keepNewestInSight } from '../messages/newest.ts';
import { Paused } from '../messages/paused.tsx';
import type { PanelModel } from '../ui/panel.model.ts';
import { say } from '../ui/say.ts';
import { elapsed } from '../ui/times.ts';
import { waitLeft } from './wait-words.ts';

interface LineProps {
  panel: PanelModel;
}

/** In line: where she stands, how long it takes, and what she can do meanwhile. */
export function Line({ panel }: LineProps) {
  const { words } = say();
  const place = panel.session.line.place.value;
  const ways = place && panel.ways.here.value;
  const instead = ways?.instead();
  if (instead) return instead;
  return (
    <div class="screen">
      <div class="scroll" {...keepNewestInSight(panel.rows.value.length, false)}>
        {place ? (
          (ways?.called() ?? <Standing panel={panel} place={place} why={ways?.why(place) ?? null} />)
        ) : (
          <p class="why">{words.sendingRequest}</p>
        )}
        {ways?.below()}
        <Log panel={panel} />
        {place && !place.hold && <p class="hint held">{words.placeKept}</p>}
      </div>
      {ways?.foot()}
      <Paused panel={panel} />
      <ComposerPicture label={words.composerAdd} composer={panel.composer} />
    </div>
  );
}

interface StandingProps extends LineProps {
  place: Place;
  /** Why it is not as we told her. */
  why: string | null;
}

function Standing({ panel, place, why }: StandingProps) {
  const { words } = say();
  const told = panel.session.line.told.value;
  const left = waitLeft(say(), place.wait);
  return (
    <section class="standing" aria-label={words.placeInLine}>
      <p class="over">{place.position === 1 ? words.next : words.placeInLine}</p>
      <p class="figure" key={place.position} aria-hidden="true">
        {place.position}
      </p>
      <p class="left">
        <strong>{left.likely}</strong>
        {left.promise && <span class="soft">{left.promise}</span>}
      </p>
      <div class="bar" aria-hidden="true">
        <div style={{ transform: `scaleX(${told?.progress ?? 0})` }} />
      </div>
      <p class="waited">{words.waited(elapsed(panel.nowMs.value - place.since))}</p>
      {why && <p class="slip">{why}</p>}
      <p class="hidden" role="status">
        {words.placeSaid(place.position)} {left.likely} {why}
      </p>
    </section>
  );
}
