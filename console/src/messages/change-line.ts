import type { Entry, MessageEntry } from '@straks/shared/messages/messages.protocol.ts';
import type { IconNode } from 'lucide';
import {
  CornerUpLeft,
  DoorOpen,
  ListEnd,
  MailPlus,
  MessageCircleCheck,
  Pause,
  Phone,
  PhoneCall,
  PhoneMissed,
  PhoneOff,
  Play,
  RotateCcw,
  ThumbsDown,
  ThumbsUp,
  UserRoundCheck,
} from 'lucide';
import { words } from '../language/language.ts';
import { clock, shortDate } from '../language/time.ts';

export type Change = Exclude<Entry, MessageEntry>;

/** A change of state as one line of the log: what happened, to whom. */
export function changeLine(
  entry: Change,
  visitorName: string,
  myName: string,
): { icon: IconNode; text: string } {
  const { system } = words().messages;
  switch (entry.kind) {
    case 'queued':
      return { icon: ListEnd, text: system.queued(visitorName) };
    case 'left_message':
      return { icon: MailPlus, text: system[leftMessage[entry.reason ?? 'asked']](visitorName) };
    case 'reopened':
      return { icon: RotateCcw, text: system.reopened(visitorName) };
    case 'held':
      return { icon: Pause, text: system.held(clock(entry.until)) };
    case 'resumed':
      return { icon: Play, text: system.resumed };
    case 'callback':
      return callbackLine(entry, visitorName);
    case 'assigned': {
      const text = entry.agent.name === myName ? system.assignedYou : system.assigned(entry.agent.name);
      return { icon: UserRoundCheck, text };
    }
    case 'returned':
      return { icon: CornerUpLeft, text: system[entry.reason] };
    case 'closed':
      return {
        icon: MessageCircleCheck,
        text: entry.by === 'visitor' ? system.closedByVisitor(visitorName) : system.closedByAgent,
      };
    case 'left':
      return {
        icon: DoorOpen,
        text: entry.reason === 'visitor' ? system.leftByVisitor(visitorName) : system.notSeen(visitorName),
      };
    case 'rated':
      return entry.helped
        ? { icon: ThumbsUp, text: withComment(system.helped(visitorName), entry.comment) }
        : { icon: ThumbsDown, text: withComment(system.notHelped(visitorName), entry.comment) };
  }
}

const leftMessage = {
  asked: 'left_message',
  closing: 'left_message_closing',
  missed: 'left_message_missed',
  callback: 'left_message_callback',
} as const;

function callbackLine({ step, startsAt }: Extract<Change, { kind: 'callback' }>, visitorName: string) {
  const { callback } = words().messages.system;
  switch (step) {
    case 'asked':
      return {
        icon: Phone,
        text:
          startsAt === undefined
            ? callback.asked(visitorName)
            : callback.askedAt(visitorName, `${shortDate(startsAt)} ${clock(startsAt)}`),
      };
    case 'no_answer':
      return { icon: PhoneMissed, text: callback.no_answer(visitorName) };
    case 'done':
      return { icon: PhoneCall, text: callback.done(visitorName) };
    case 'cancelled':
      return { icon: PhoneOff, text: callback.cancelled };
  }
}

const withComment = (text: string, comment: string | undefined) =>
  comment ? `${text}: ${isolated(comment)}` : text;

/** A name within a sentence, whichever way it is written. */
export const isolated = (name: string) => `\u2068${name}\u2069`;
