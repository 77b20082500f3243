import { Chat } from '../conversations/chat.tsx';
import { Welcome } from '../conversations/welcome.tsx';
import { openingOf } from '../hours/opening.ts';
import { Line } from '../queue/line.tsx';
import { After } from '../ratings/after.tsx';
import { Icon } from './icons.tsx';
import { initialsOf } from './initials.ts';
import type { PanelModel } from './panel.model.ts';
import { say } from './say.ts';
import { SurePicture } from './sure.tsx';

interface PanelProps {
  panel: PanelModel;
  close(): void;
}

export function Panel({ panel, close }: PanelProps) {
  return (
    <section
      class="panel"
      role="dialog"
      aria-label={say().words.chatWith(panel.session.site.value.name)}
      lang={say().language}
      // Shortcuts of the host's page are not meant for what she writes here.
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape' && !event.isComposing) close();
      }}
    >
      <Head panel={panel} close={close} />
      <ScreenPicture panel={panel} />
    </section>
  );
}

function ScreenPicture({ panel }: { panel: PanelModel }) {
  switch (panel.session.screen.value) {
    case 'welcome':
      return <Welcome panel={panel} />;
    case 'asking':
    case 'line':
      return <Line panel={panel} />;
    case 'chat':
    case 'case':
      return <Chat panel={panel} />;
    case 'after':
      return <After panel={panel} />;
  }
}

function Head({ panel, close }: PanelProps) {
  const { words } = say();
  const { session, ending } = panel;
  const screen = session.screen.value;
  const agent = screen === 'welcome' ? undefined : session.history.conversation.value?.agent?.name;
  const isEnding = screen === 'chat' && ending.isAsked.value;
  return (
    <div class="head">
      <div class="bar-top">
        {agent && (
          <span class="initials" aria-hidden="true">
            {initialsOf(agent)}
          </span>
        )}
        <div class="who">
          <h2>{agent ?? session.site.value.name}</h2>
          {agent ? <p class="under">{session.site.value.name}</p> : <Opening panel={panel} />}
        </div>
        {screen === 'chat' && !isEnding && (
          <button type="button" class="quiet" onClick={ending.ask}>
            {words.endChat}
          </button>
        )}
        <button type="button" class="round" aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {isEnding && (
        <SurePicture sure={ending} question={words.endChatSure} yes={words.endChatYes} no={words.back} />
      )}
      {session.link.value === 'connecting' && screen !== 'welcome' && (
        <p class="link" role="status">
          {words.connecting}
        </p>
      )}
    </div>
  );
}

function Opening({ panel }: { panel: PanelModel }) {
  const { session } = panel;
  const site = session.site.value;
  return (
    <p class="under">
      <span class="dot" data-status={site.status} aria-hidden="true" />
      {openingOf(say(), site, session.serverNowMs())}
    </p>
  );
}
