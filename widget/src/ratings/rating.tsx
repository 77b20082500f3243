import type { VNode } from 'preact';
import type { Session } from '../connection/session.model.ts';
import { into } from '../ui/fields.tsx';
import { Stroke } from '../ui/icons.tsx';
import { refusal, say } from '../ui/say.ts';
import { wear } from '../ui/style.ts';
import type { Rating } from './rating.model.ts';
import { createRating } from './rating.model.ts';
import { ratingStyle } from './rating.style.ts';
import { ratingWords } from './rating-words.ts';

/** The door of what is fetched when a chat has ended: how it was. */
export function openRating(session: Session): () => VNode {
  wear(ratingStyle);
  const rating = createRating(session);
  return () => <RatingPicture session={session} rating={rating} />;
}

/** From lucide. */
const thumbs = {
  up: 'M7 10v12M15 5.88 14 10h5.83a2 2 0 0 1 1.92 2.56l-2.33 8A2 2 0 0 1 17.5 22H4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2h2.76a2 2 0 0 0 1.79-1.11L12 2a3.13 3.13 0 0 1 3 3.88Z',
  down: 'M17 14V2M9 18.12 10 14H4.17a2 2 0 0 1-1.92-2.56l2.33-8A2 2 0 0 1 6.5 2H20a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-2.76a2 2 0 0 0-1.79 1.11L12 22a3.13 3.13 0 0 1-3-3.88Z',
};

interface RatingProps {
  session: Session;
  rating: Rating;
}

function RatingPicture({ session, rating }: RatingProps) {
  const words = ratingWords[say().language];
  const { id, rating: given } = session.history.conversation.value ?? {};
  const problem = rating.problem.value;
  return (
    <>
      <h3>{words.didHelp}</h3>
      <fieldset class="thumbs" aria-label={words.didHelp}>
        <Thumb session={session} rating={rating} helped={true} />
        <Thumb session={session} rating={rating} helped={false} />
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
      {given && rating.commentedId.value !== id && (
        <Comment session={session} rating={rating} helped={given.helped} />
      )}
    </>
  );
}

function Thumb({ session, rating, helped }: RatingProps & { helped: boolean }) {
  const words = ratingWords[say().language];
  const given = session.history.conversation.value?.rating?.helped;
  return (
    <button
      type="button"
      class="thumb"
      aria-pressed={given === helped}
      onClick={() => void rating.give(helped)}
    >
      <Stroke d={helped ? thumbs.up : thumbs.down} /> {helped ? words.yes : words.no}
    </button>
  );
}

function Comment({ rating, helped }: RatingProps & { helped: boolean }) {
  const words = ratingWords[say().language];
  const { comment, giveComment } = rating;
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
