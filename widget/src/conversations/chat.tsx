import { ComposerPicture } from '../messages/composer.tsx';
import { Log } from '../messages/log.tsx';
import { keepNewestInSight } from '../messages/newest.ts';
import { Paused } from '../messages/paused.tsx';
import { Icon } from '../ui/icons.tsx';
import type { PanelModel } from '../ui/panel.model.ts';
import { say } from '../ui/say.ts';

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
