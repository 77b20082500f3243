import { partsOf } from '@straks/shared/messages/links.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { VNode } from 'preact';
import { Icon } from '../ui/icons.tsx';
import type { PanelModel } from '../ui/panel.model.ts';
import type { Say } from '../ui/say.ts';
import { refusal, say } from '../ui/say.ts';
import { clock, date, daysBetween, momentOf, nearDay } from '../ui/times.ts';
import type { Words } from '../ui/words/words.ts';
import type { Delivery, MessageRow, Row } from './rows.ts';

interface LogProps {
  panel: PanelModel;
}

export function Log({ panel }: LogProps) {
  const { words } = say();
  const { session, rows } = panel;
  const oldestSeq = session.history.timeline.value?.entries[0]?.seq ?? 1;
  return (
    <>
      {oldestSeq > 1 && (
        <button type="button" class="quiet earlier" onClick={() => void session.earlier()}>
          {words.earlier}
        </button>
      )}
      <div role="log" aria-live="polite" aria-label={words.conversation}>
        <ol class="log">{drawnOnce(rows.value, panel)}</ol>
      </div>
    </>
  );
}

const drawn = new WeakMap<readonly Row[], VNode[]>();

/** The same rows give the same nodes: writing in the field must not cost five hundred messages. */
function drawnOnce(rows: readonly Row[], panel: PanelModel): VNode[] {
  const known = drawn.get(rows);
  if (known) return known;
  const fresh = rows.map((row) => <RowPicture key={row.key} row={row} panel={panel} />);
  drawn.set(rows, fresh);
  return fresh;
}

function RowPicture({ row, panel }: LogProps & { row: Row }) {
  if (row.kind === 'day') return <li class="day">{dayOf(row.atMs)}</li>;
  if (row.kind === 'note') return <li class="note">{noteOf(say(), row.entry, row.agent)}</li>;
  return <Message row={row} panel={panel} />;
}

function Message({ row, panel }: LogProps & { row: MessageRow }) {
  const { words, language } = say();
  const isShown = row.isLast || row.delivery === 'failed' || row.delivery === 'sending';
  return (
    <li class="message" data-mine={row.isMine} data-first={row.isFirst} data-delivery={row.delivery}>
      <span class="hidden">{row.isMine ? words.you : row.name}: </span>
      <p class="bubble" dir="auto">
        {partsOf(row.text).map((part) => (typeof part === 'string' ? part : <Link {...part} />))}
      </p>
      <p class={isShown ? 'meta' : 'hidden'}>
        {row.delivery !== 'failed' && <time>{clock(language, row.atMs)}</time>}
        {row.delivery && <Tick delivery={row.delivery} words={words} />}
      </p>
      {row.failed && <Failed row={row} panel={panel} />}
    </li>
  );
}

function Link({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </a>
  );
}

function Tick({ delivery, words }: { delivery: Delivery; words: Words }) {
  const said = { sending: words.sending, sent: words.sent, read: words.read, failed: words.notSent };
  return (
    <span class="tick">
      <Icon name={delivery} /> {said[delivery]}
    </span>
  );
}

const homeless = new Set(['already_closed', 'unknown', 'not_yours']);

function Failed({ row, panel }: LogProps & { row: MessageRow }) {
  const { words } = say();
  const { sending, screen } = panel.session;
  if (!row.failed) return null;
  const isHomeless = homeless.has(row.failed);
  return (
    <div class="failed" role="alert">
      <p>{refusal(row.failed)}</p>
      {isHomeless && screen.value === 'after' && (
        <button type="button" class="quiet" onClick={panel.begin}>
          {words.reuse}
        </button>
      )}
      {!isHomeless && (
        <button type="button" class="quiet" onClick={() => sending.retry(row.id)}>
          {words.retry}
        </button>
      )}
      <button type="button" class="quiet" onClick={() => sending.discard(row.id)}>
        {words.discard}
      </button>
    </div>
  );
}

function dayOf(atMs: number): string {
  const { language } = say();
  const days = daysBetween(Date.now(), atMs);
  if (days < -1 || days > 0) return date(language, atMs);
  const said = nearDay(language, days);
  return said.charAt(0).toLocaleUpperCase(language) + said.slice(1);
}

function noteOf({ words, language }: Say, entry: Entry, agent: string | null): string {
  const name = agent ?? '';
  switch (entry.kind) {
    case 'assigned':
      return words.joined(name);
    case 'returned':
      return whyReturned(words, entry.reason)(name);
    case 'closed':
      return entry.by === 'visitor' ? words.endedByYou : words.endedByAgent(name);
    case 'left':
      return entry.reason === 'visitor' ? words.youLeft : words.notSeen;
    case 'left_message':
      if (entry.reason === 'closing') return words.messageClosing;
      return entry.reason === 'missed' ? words.messageMissed : words.messageLeft;
    case 'reopened':
      return words.writtenAgain;
    case 'callback':
      return callOf({ words, language }, entry);
    default:
      return '';
  }
}

/** Said by the name of the agent who had the chat. */
export function whyReturned(words: Words, reason: Extract<Entry, { kind: 'returned' }>['reason']) {
  switch (reason) {
    case 'agent_gone':
      return words.lostConnection;
    case 'given_back':
      return words.handedOver;
    case 'transferred':
      return words.sentOn;
    case 'not_accepted':
    case 'silent':
      return words.noAnswer;
  }
}

function callOf({ words, language }: Say, { step, startsAt }: Extract<Entry, { kind: 'callback' }>): string {
  if (step === 'no_answer') return words.callUnanswered;
  if (step === 'done') return words.callDone;
  if (step === 'cancelled') return words.callCancelled;
  return startsAt ? words.callAt(momentOf(language, startsAt, Date.now())) : words.callAtTurn;
}
