import type { Session } from '../connection/session.model.ts';
import { createLate } from '../ui/late.ts';

/** How it was, asked once a chat has ended. */
export const createRatingDoor = (session: Session) =>
  createLate(
    () => session.screen.value === 'after',
    async () => (await import('./rating.tsx')).openRating(session),
  );
