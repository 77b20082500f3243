import { buildIfStale } from '../tasks/build.ts';

/** Journeys drive the built programs, also when run alone by `vitest --project journeys`. */
export default function setup(): Promise<void> {
  return buildIfStale();
}
