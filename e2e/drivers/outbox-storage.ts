import type { OutboxStore, Unsent } from '@straks/shared/sync/outbox.ts';

/** A browser's storage as the outbox sees it: copies go in and come out, and it outlives the page. */
export function outboxStorage<Request>(): OutboxStore<Request> {
  const records = new Map<string, string>();
  return {
    all: () => [...records.values()].map((record) => JSON.parse(record) as Unsent<Request>),
    put: (unsent) => void records.set(unsent.id, JSON.stringify(unsent)),
    remove: (id) => void records.delete(id),
  };
}
