import { ComposerPicture } from '../messages/composer.tsx';
import { Log } from '../messages/log.tsx';
import { keepNewestInSight } from '../messages/newest.ts';
import { Paused } from '../messages/paused.tsx';
import { Icon } from '../ui/icons.tsx';
import type { PanelModel } from '../ui/panel.model.ts';
import { say } from '../ui/say.ts';
import { clock, elapsed } from '../ui/times.ts';
import { silenceOf } from './silence.ts';

interface ChatProps {
  panel: PanelModel;
}

/** A chat that is answered, or a left message and what came of it. */
export function Chat({ panel }: ChatProps) {
  const { words } = say();
  const { session, rows } = panel;
  const isTyping = session.agentTyping.value;
  const agent = session.history.conversation.value?.agent?.name ?? '';
  return (
    <div class="screen">
      <div class="scroll" {...keepNewestInSight(rows.value.length + Number(isTyping), true)}>
        {session.screen.value === 'case' && (panel.ways.here.value?.caseHead() ?? <CaseHead panel={panel} />)}
        <Log panel={panel} />
        {isTyping ? <Typing name={agent} /> : <Silence panel={panel} agent={agent} />}
      </div>
      <Paused panel={panel} />
      <ComposerPicture label={words.composer} composer={panel.composer} />
    </div>
  );
}

function Typing({ name }: { name: string }) {
  return (
    <p class="typing">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>
        {name} {say().words.typing}
      </span>
    </p>
  );
}

/** An agent who has the chat and says nothing: until when, or for how long. */
function Silence({ panel, agent }: ChatProps & { agent: string }) {
  const { words, language } = say();
  const { conversation, timeline } = panel.session.history;
  const nowMs = panel.nowMs.value;
  const silence = silenceOf(conversation.value, timeline.value?.entries ?? [], nowMs);
  if (!silence) return null;
  return (
    <p class="typing" role={silence.kind === 'waiting' ? undefined : 'status'}>
      <Icon name="clock" /> {said()}
    </p>
  );

  function said() {
    switch (silence?.kind) {
      case 'held':
        return words.looksInto(agent, clock(language, silence.untilMs));
      case 'ringing':
        return words.getting(agent);
      case 'waiting':
        return words.hasYourChat(agent, elapsed(nowMs - silence.sinceMs));
    }
  }
}

function CaseHead({ panel }: ChatProps) {
  const { words } = say();
  const email = panel.session.kept.get('email');
  return (
    <section class="case">
      <Icon name="mail" />
      <h3>{words.caseTitle}</h3>
      <p class="soft">{email ? words.caseAnswerTo(email) : words.caseAnswer}</p>
      {panel.session.site.value.surge && <p class="slip">{words.surge}</p>}
    </section>
  );
}
