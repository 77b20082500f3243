import type { ratingsUp } from '@straks/shared/ratings/ratings.protocol.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { VisitorWho } from '../platform/wire/who.ts';
import type { Ratings } from './ratings.ts';

export const ratingsForVisitors = (ratings: Ratings): Handlers<typeof ratingsUp, VisitorWho> => ({
  async 'rating:give'(rated, { visitorId }) {
    await ratings.rate(visitorId, rated);
    return {};
  },
});
