import { ComposerPicture } from '../messages/composer.tsx';
import { Log } from '../messages/log.tsx';
import { keepNewestInSight } from '../messages/newest.ts';
import type { PanelModel } from '../ui/panel.model.ts';
import { say } from '../ui/say.ts';

interface AfterProps {
  panel: PanelModel;
}

/** What remains to be said when a conversation has ended; writing again goes on with it. */
export function After({ panel }: AfterProps) {
  const { words } = say();
  const { isWritingAgain } = panel;
  const isOngoing = panel.wasAnswered.value && panel.welcome.isOpen.value;
  return (
    <div class="screen">
      <div class="scroll" {...keepNewestInSight(panel.rows.value.length, true)}>
        <Log panel={panel} />
      </div>
      {isOngoing && isWritingAgain.value ? (
        <ComposerPicture label={words.writeAgain} composer={panel.again} />
      ) : (
        <section class="after">
          {panel.wasAnswered.value ? panel.rating.here.value?.() : <Unanswered />}
          {isOngoing && (
            <button type="button" class="main" data-start onClick={() => (isWritingAgain.value = true)}>
              {words.writeAgain}
            </button>
          )}
          <button type="button" class={isOngoing ? 'quiet' : 'main'} data-start onClick={panel.begin}>
            {words.newChat}
          </button>
        </section>
      )}
    </div>
  );
}

function Unanswered() {
  const { words } = say();
  return (
    <>
      <h3>{words.leftTitle}</h3>
      <p class="soft">{words.leftText}</p>
    </>
  );
}
