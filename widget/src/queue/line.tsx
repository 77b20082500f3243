import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { ComposerPicture } from '../messages/composer.tsx';
import { Log } from '../messages/log.tsx';
import { keepNewestInSight } from '../messages/newest.ts';
import { Paused } from '../messages/paused.tsx';
import { EmailField } from '../ui/fields.tsx';
import type { PanelModel } from '../ui/panel.model.ts';
import { say } from '../ui/say.ts';
import { SurePicture } from '../ui/sure.tsx';
import { elapsed } from '../ui/times.ts';
import { waitLeft } from './wait-words.ts';

interface LineProps {
  panel: PanelModel;
}

/** In line: where she stands, how long it takes, and what she can do meanwhile. */
export function Line({ panel }: LineProps) {
  const { words } = say();
  const place = panel.session.line.place.value;
  return (
    <div class="screen">
      <div class="scroll" {...keepNewestInSight(panel.rows.value.length, false)}>
        {place ? <Standing panel={panel} place={place} /> : <p class="why">{words.sendingRequest}</p>}
        <Log panel={panel} />
        {place && <p class="hint held">{words.placeKept}</p>}
      </div>
      {place && <WaysPicture panel={panel} />}
      <Paused panel={panel} />
      <ComposerPicture label={words.composerAdd} composer={panel.composer} />
    </div>
  );
}

function Standing({ panel, place }: LineProps & { place: Place }) {
  const { words } = say();
  const told = panel.session.line.told.value;
  const left = waitLeft(say(), place.wait);
  const reason = reasonOf(panel, place);
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
      {told?.hasSlipped && <p class="slip">{words.slipped}</p>}
      {reason && <p class="slip">{reason}</p>}
      <p class="hidden" role="status">
        {words.placeSaid(place.position)} {left.likely}
      </p>
    </section>
  );
}

/** Why she stands in line again, or further back than before. */
function reasonOf({ session }: PanelModel, { reason }: Place): string | null {
  const { words } = say();
  const entries = session.history.timeline.value?.entries ?? [];
  const last = entries.findLast(({ kind }) => kind !== 'message');
  const agent = entries.findLast((entry) => entry.kind === 'assigned');
  if (last?.kind === 'returned') {
    const isGone = last.reason === 'agent_gone' && agent?.kind === 'assigned';
    return isGone ? words.returnedLine(agent.agent.name) : words.returnedByHand;
  }
  if (reason === 'returned') return words.cameBack;
  return reason ? words.movedBack : null;
}

function WaysPicture({ panel }: LineProps) {
  const { words } = say();
  const { ways } = panel;
  if (ways.isLeavingMessage.value) return <MessageInstead panel={panel} />;
  if (ways.leaving.isAsked.value) {
    return (
      <SurePicture
        sure={ways.leaving}
        question={words.leaveLineSure}
        yes={words.leaveLineYes}
        no={words.stay}
      />
    );
  }
  return (
    <div class="ways">
      <button type="button" class="quiet" onClick={() => (ways.isLeavingMessage.value = true)}>
        {words.messageInstead}
      </button>
      <button type="button" class="quiet" onClick={ways.leaving.ask}>
        {words.leaveLine}
      </button>
    </div>
  );
}

function MessageInstead({ panel }: LineProps) {
  const { words } = say();
  const { ways } = panel;
  return (
    <form
      class="sure"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        ways.leaveMessage();
      }}
    >
      <p>{words.giveUpPlace}</p>
      <EmailField email={ways.email} isBad={ways.isBad.value} />
      <div class="choices">
        <button type="submit" class="main small">
          {words.sendMessage}
        </button>
        <button type="button" class="quiet" onClick={() => (ways.isLeavingMessage.value = false)}>
          {words.back}
        </button>
      </div>
    </form>
  );
}
