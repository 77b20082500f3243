import { ComposerPicture } from '../messages/composer.tsx';
import { Log } from '../messages/log.tsx';
import { keepNewestInSight } from '../messages/newest.ts';
import { Icon } from '../ui/icons.tsx';
import type { PanelModel } from '../ui/panel.model.ts';
import { say } from '../ui/say.ts';
import { clock } from '../ui/times.ts';

interface ChatProps {
  panel: PanelModel;
}

/** A chat that is answered, or a left message and what came of it. */
export function Chat({ panel }: ChatProps) {
  const { words } = say();
  const { session, rows } = panel;
  const isTyping = session.agentTyping.value;
  return (
    <div class="screen">
      <div class="scroll" {...keepNewestInSight(rows.value.length + Number(isTyping), true)}>
        {session.screen.value === 'case' && <CaseHead panel={panel} />}
        <Log panel={panel} />
        {isTyping && <Typing name={session.history.conversation.value?.agent?.name ?? ''} />}
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

function CaseHead({ panel }: ChatProps) {
  const { words } = say();
  const email = panel.session.kept.get('email');
  return (
    <section class="case">
      <Icon name="mail" />
      <h3>{words.caseTitle}</h3>
      <p class="soft">{email ? words.caseAnswerTo(email) : words.caseAnswer}</p>
    </section>
  );
}

/** Why her words wait, while the server asks for patience. */
export function Paused({ panel }: ChatProps) {
  const { words, language } = say();
  const paused = panel.session.sending.paused.value;
  if (!paused) return null;
  const isFast = paused.code === 'slow_down';
  return (
    <p class="problem paused" role="status">
      {isFast ? words.slowUntil(clock(language, paused.untilMs)) : words.refusals[paused.code]}
    </p>
  );
}
