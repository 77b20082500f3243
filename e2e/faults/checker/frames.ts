import { isIPv4, isIPv6 } from 'node:net';
import type { Evidence } from './evidence.ts';
import type { LineOf } from './line.ts';
import type { Finding } from './report.ts';
import { some, unproven, violation } from './report.ts';

/** An id shorter than this would be found in any text. */
const shortestIdLength = 8;
const idLike = /[\w-]{8,}/g;
const stringsIn = /"((?:[^"\\]|\\.)*)"/g;
/** What people wrote may hold any address or word; what we must not leak stands outside it. */
const written = /"(?:body|text|preview)"\s*:\s*"(?:[^"\\]|\\.)*"/g;
const emails = /[^\s@<>"'\\:,;()]+@[^\s@<>"'\\:,;()]+/g;
/** Not after a letter and a slash: "Chrome/120.0.0.0" is a version. */
const ipv4Like = /(?<![\d.]|[A-Za-z]\/)\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g;
const ipv6Like = /(?<![\w:.])[0-9a-f:]{3,39}(?![\w:])/gi;
const noteLike =
  /"(?:kind|type|visibility)"\s*:\s*"(?:internal[_ -]?)?note"|"(?:internal[_ -]?)?notes?(?::\w+)?"\s*[:,]/i;

/** I15: no frame to a visitor holds another's conversation, an internal note, an agent's e-mail or an IP address. */
export function* nothingForeign(e: Evidence): Generator<Finding> {
  const frames = e.of.frame.filter(({ role }) => role === 'visitor');
  if (frames.length === 0) return yield unproven('I15', 'no frame to a visitor was recorded');
  const search = searchOf(e);
  for (const [client, own] of Map.groupBy(frames, (frame) => frame.client)) {
    const owned = search.ownedBy(client, own);
    for (const frame of own) {
      for (const leak of leaksIn(frame.text, owned, search)) {
        yield violation('I15', `a frame to a visitor holds ${leak}`, { client, t: frame.t });
      }
    }
  }
  const short = e.dump.conversations.map(({ id }) => id).filter((id) => !isSought(id));
  if (short.length > 0)
    yield unproven('I15', `ids too short or odd to be sought: ${some('conversations', short)}`);
}

type Search = {
  lengths: Set<number>;
  conversations: Set<string>;
  emails: Set<string>;
  /** Bodies and ids of notes, as they stand in JSON. */
  notes: Set<string>;
  ownedBy: (client: string, frames: LineOf<'frame'>[]) => Set<string>;
};

const isSought = (id: string): boolean => id.length >= shortestIdLength && /^[\w-]+$/.test(id);

function searchOf(e: Evidence): Search {
  const ids = e.dump.conversations.map(({ id }) => id).filter(isSought);
  return {
    lengths: new Set(ids.map((id) => id.length)),
    conversations: new Set(ids),
    emails: new Set(e.dump.agents.map(({ email }) => email.toLowerCase())),
    notes: noteTexts(e),
    ownedBy: ownership(e),
  };
}

function noteTexts(e: Evidence): Set<string> {
  const isNote = ({ kind }: { kind: string }) => kind === 'note';
  const public_ = new Set(e.dump.entries.filter((entry) => !isNote(entry)).map(({ body }) => body));
  return new Set(
    e.dump.entries
      .filter(isNote)
      .flatMap(({ body, clientMessageId }) =>
        public_.has(body) ? [clientMessageId] : [body, clientMessageId],
      )
      .filter((text) => text !== null && text !== '')
      .map((text) => JSON.stringify(text).slice(1, -1)),
  );
}

/** A client may hear of every conversation of the visitors it was. */
function ownership(e: Evidence): Search['ownedBy'] {
  const ofVisitor = Map.groupBy(e.dump.conversations, ({ siteId, visitorId }) => `${siteId} ${visitorId}`);
  const lines = [...e.of.joined, ...e.of.send, ...e.of.list, ...e.of.place];
  const ofClient = Map.groupBy(lines, ({ client }) => client);
  return (client, frames) => {
    const named = [...frames, ...(ofClient.get(client) ?? [])].map(({ conversation }) => conversation ?? '');
    const known = [...new Set(named)].flatMap((id) => e.conversations.get(id) ?? []);
    const all = known.flatMap(({ siteId, visitorId }) => ofVisitor.get(`${siteId} ${visitorId}`) ?? []);
    return new Set(all.map(({ id }) => id));
  };
}

function* leaksIn(text: string, owned: Set<string>, search: Search): Generator<string> {
  for (const id of idsIn(text, search)) if (!owned.has(id)) yield `the id of another conversation (${id})`;
  if (text.includes('@')) {
    for (const [email] of text.matchAll(emails)) {
      if (search.emails.has(email.toLowerCase())) yield "an agent's e-mail";
    }
  }
  const bare = text.replace(written, '""');
  if (noteLike.test(bare) || holdsNote(text, search)) yield 'an internal note';
  if (addressesIn(bare)) yield 'an IP address';
}

function* idsIn(text: string, { lengths, conversations }: Search): Generator<string> {
  for (const [word] of text.matchAll(idLike)) {
    for (const length of lengths) {
      for (let at = 0; at + length <= word.length; at += 1) {
        const id = word.slice(at, at + length);
        if (conversations.has(id)) yield id;
      }
    }
  }
}

function holdsNote(text: string, { notes }: Search): boolean {
  if (notes.size === 0) return false;
  for (const [, value] of text.matchAll(stringsIn)) if (value && notes.has(value)) return true;
  return false;
}

const addressesIn = (text: string): boolean =>
  (text.match(ipv4Like) ?? []).some(isIPv4) ||
  (text.match(ipv6Like) ?? []).some((word) => isIPv6(word) && /[0-9a-f]/i.test(word));
