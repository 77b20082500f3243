import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { ComposerPicture } from '../messages/composer.tsx';
import { Log, whyReturned } from '../messages/log.tsx';
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
          (ways?.called() ?? <Standing panel={panel} place={place} />)
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

function Standing({ panel, place }: LineProps & { place: Place }) {
  const { words } = say();
  const told = panel.session.line.told.value;
  const left = waitLeft(say(), place.wait);
  const why = whyNow(panel, place);
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

/** Why it is not as we told her: later, further back, or in line once more. */
function whyNow({ session }: PanelModel, { reason }: Place): string | null {
  const { words } = say();
  const { slip } = session.line.told.value ?? {};
  if (slip) return slip === 'late' ? words.late : words.longer;
  const entries = session.history.timeline.value?.entries ?? [];
  const last = entries.findLast(({ kind }) => kind !== 'message');
  const agent = entries.findLast((entry) => entry.kind === 'assigned');
  if (last?.kind === 'returned' && agent?.kind === 'assigned') {
    return whyReturned(words, last.reason)(agent.agent.name);
  }
  return reason
    ? { returned: words.cameBack, priority: words.movedBack, moved: words.movedLine }[reason]
    : null;
}
