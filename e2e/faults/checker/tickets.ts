import type { Evidence } from './evidence.ts';
import type { Finding } from './report.ts';
import { violation } from './report.ts';

/** I12: a conversation keeps its ticket for as long as it is a chat. */
export function* ticketKept(e: Evidence): Generator<Finding> {
  yield* ticketsStored(e);
  yield* ticketsShown(e);
}

/** By the log alone. */
function* ticketsStored(e: Evidence): Generator<Finding> {
  for (const { id, kind, ticket: last } of e.dump.conversations) {
    let ticket = kind === 'chat' ? last : null;
    for (const { seq, data, kind: what } of e.logs.get(id)?.toReversed() ?? []) {
      if (what === 'left_message') ticket = null;
      if (what === 'left_message' || data?.ticket === undefined || data.ticket === null) continue;
      if (ticket !== null && ticket !== data.ticket) {
        yield violation('I12', `ticket ${data.ticket} became ${ticket}`, { conversation: id, seq });
      }
      ticket = data.ticket;
    }
  }
}

/** By what she was shown. A chat that became a case and a chat again has had two, and is left out. */
function* ticketsShown(e: Evidence): Generator<Finding> {
  const tickets = new Map<string, number>();
  for (const { id, kind, ticket } of e.dump.conversations) {
    if (kind === 'chat' && ticket !== null) tickets.set(id, ticket);
  }
  for (const { conversation, ticket, client, t } of [...e.of.joined, ...e.of.place]) {
    if (!ticket || timesQueued(e, conversation) > 1) continue;
    const known = tickets.get(conversation) ?? ticket;
    tickets.set(conversation, known);
    if (ticket === known) continue;
    yield violation('I12', `shown ticket ${ticket}, her ticket is ${known}`, { conversation, client, t });
  }
}

const timesQueued = (e: Evidence, conversation: string): number =>
  (e.steps.get(conversation) ?? []).filter(({ entry }) => entry.kind === 'queued').length;
