import { Log } from '../messages/log.tsx';
import { keepNewestInSight } from '../messages/newest.ts';
import { into } from '../ui/fields.tsx';
import { Icon } from '../ui/icons.tsx';
import type { PanelModel } from '../ui/panel.model.ts';
import { refusal, say } from '../ui/say.ts';

interface AfterProps {
  panel: PanelModel;
}

/** What remains to be said when a conversation has ended. */
export function After({ panel }: AfterProps) {
  const { words } = say();
  return (
    <div class="screen">
      <div class="scroll" {...keepNewestInSight(panel.rows.value.length, true)}>
        <Log panel={panel} />
      </div>
      <section class="after">
        {panel.wasAnswered.value ? <RatingPicture panel={panel} /> : <Unanswered />}
        <button type="button" class="main" data-start onClick={panel.begin}>
          {words.newChat}
        </button>
      </section>
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

function RatingPicture({ panel }: AfterProps) {
  const { words } = say();
  const { rating, session } = panel;
  const { id, rating: given } = session.history.conversation.value ?? {};
  const problem = rating.problem.value;
  return (
    <>
      <h3>{words.didHelp}</h3>
      <fieldset class="thumbs" aria-label={words.didHelp}>
        <Thumb panel={panel} helped={true} />
        <Thumb panel={panel} helped={false} />
      </fieldset>
      {problem && (
        <p class="problem" role="alert">
          {refusal(problem)}
        </p>
      )}
      {given && rating.commentedId.value === id && (
        <p class="soft" role="status">
          {words.commentThanks}
        </p>
      )}
      {given && rating.commentedId.value !== id && <Comment panel={panel} helped={given.helped} />}
    </>
  );
}

function Thumb({ panel, helped }: AfterProps & { helped: boolean }) {
  const { words } = say();
  const given = panel.session.history.conversation.value?.rating?.helped;
  return (
    <button
      type="button"
      class="thumb"
      aria-pressed={given === helped}
      onClick={() => void panel.rating.give(helped)}
    >
      <Icon name={helped ? 'yes' : 'no'} /> {helped ? words.yes : words.no}
    </button>
  );
}

function Comment({ panel, helped }: AfterProps & { helped: boolean }) {
  const { words } = say();
  const { comment, giveComment } = panel.rating;
  return (
    <form
      class="comment"
      onSubmit={(event) => {
        event.preventDefault();
        void giveComment();
      }}
    >
      <p class="soft" role="status">
        {helped ? words.ratedYes : words.ratedNo}
      </p>
      <div class="field">
        <input
          class="words"
          dir="auto"
          aria-label={words.comment}
          placeholder={words.comment}
          maxLength={2_000}
          value={comment.value}
          onInput={into(comment)}
        />
        <button type="submit" class="quiet" hidden={!comment.value.trim()}>
          {words.sendComment}
        </button>
      </div>
    </form>
  );
}
