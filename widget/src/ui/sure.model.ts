import { signal } from '@preact/signals-core';
import type { NotDone } from '../connection/session.model.ts';

export type Sure = ReturnType<typeof createSure>;

/** What cannot be undone is asked about once more. */
export function createSure(act: (isWanted: () => boolean) => Promise<NotDone | null>) {
  const isAsked = signal(false);
  const problem = signal<NotDone | null>(null);
  const stay = () => {
    isAsked.value = false;
    problem.value = null;
  };
  return {
    isAsked,
    problem,
    stay,
    ask() {
      isAsked.value = true;
    },
    async yes() {
      problem.value = await act(() => isAsked.value);
      if (problem.value === null) stay();
    },
  };
}
