import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import type { Entry } from './dump.ts';
import type { Line, LineOf, Op } from './line.ts';
import type { Invariant } from './report.ts';
import type { Run } from './testing/run.ts';
import { run } from './testing/run.ts';

const of = <O extends Op>({ history }: Run, op: O): LineOf<O>[] =>
  history.filter((line): line is LineOf<O> => line.op === op);

function found<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('the story holds nothing of the kind');
  return one;
}

const longList = (story: Run): LineOf<'list'> =>
  found(of(story, 'list').find(({ entries }) => entries.filter(isText).length > 3));
const isText = ({ kind }: { kind: string }): boolean => kind === 'message';
const stored = (story: Run): Entry => found(story.dump.entries.filter(isText).at(-1));
const frame = (story: Run): LineOf<'frame'> => found(of(story, 'frame').at(-1));
const assigned = (story: Run): Entry => found(story.dump.entries.find(({ kind }) => kind === 'assigned'));

/** Each takes a story in which all is well and breaks one thing in what was seen or stored. */
const tampered: [string, Invariant, (story: Run) => void][] = [
  [
    'an acked message is not there',
    'I1',
    (story) => {
      const ack = found(of(story, 'send').find(({ phase }) => phase === 'ok'));
      story.history.push({ ...ack, id: 'f3b0c442-98fc-4c14-9afb-f4c8996fb924', t: ack.t + 1 });
    },
  ],
  [
    'an acked message has other words',
    'I1',
    (story) => {
      const row = stored(story);
      row.body = 'other words';
      for (const { conversation, entries } of of(story, 'list')) {
        for (const shown of entries) {
          if (conversation === row.conversationId && shown.seq === row.seq) shown.body = 'other words';
        }
      }
      story.history = story.history.filter(
        (line) => line.op !== 'receive' || line.id !== row.clientMessageId,
      );
    },
  ],
  [
    'a client shows a message twice',
    'I2',
    (story) => {
      const { entries } = longList(story);
      entries.push(found(entries.at(-1)));
    },
  ],
  [
    'a client takes a message in twice',
    'I2',
    (story) => {
      const line = found(of(story, 'receive').find(isText));
      story.history.push({ ...line });
    },
  ],
  [
    'a client shows two messages in the wrong order',
    'I3',
    (story) => {
      const { entries } = longList(story);
      const [last, before] = [found(entries.pop()), found(entries.pop())];
      entries.push(last, before);
    },
  ],
  [
    'a client lacks an entry in the middle',
    'I3',
    (story) => {
      longList(story).entries.splice(1, 1);
    },
  ],
  [
    'a client shows a message with other words',
    'I3',
    (story) => {
      found(longList(story).entries.find(isText)).body = 'other words';
    },
  ],
  [
    'a visitor is shown a note in her list',
    'I3',
    (story) => {
      const list = found(of(story, 'list').find(({ role }) => role === 'visitor'));
      list.entries.push({ seq: 9_999, id: null, sender: 'agent', kind: 'note', body: 'difficult' });
    },
  ],
  [
    'the head is not where the log ends',
    'I3',
    (story) => {
      found(story.dump.conversations[0]).lastSeq += 1;
    },
  ],
  [
    'a client shows a message nobody stored',
    'I5',
    (story) => {
      longList(story).entries.push({
        seq: 9_999,
        id: 'ghost',
        sender: 'agent',
        kind: 'message',
        body: 'boo',
      });
    },
  ],
  [
    'the database holds a message nobody sent',
    'I5',
    (story) => {
      const row = stored(story);
      story.history = story.history.filter((line) => line.op !== 'send' || line.id !== row.clientMessageId);
    },
  ],
  [
    'the database says somebody else sent it',
    'I5',
    (story) => {
      const lines = of(story, 'send').filter(({ id }) => id === stored(story).clientMessageId);
      for (const line of lines) if (line.senderId) line.senderId = 'mallory';
    },
  ],
  [
    'a live client ends before the head',
    'I6',
    (story) => {
      longList(story).entries.splice(-1);
    },
  ],
  [
    'a read cursor goes back at a client',
    'I7',
    (story) => {
      const line = found(of(story, 'read').findLast(({ seq }) => seq > 1));
      story.history.push({ ...line, seq: line.seq - 1, t: line.t + 1 });
    },
  ],
  [
    'a read cursor goes back in the database',
    'I7',
    (story) => {
      found(story.dump.reads?.[0]).seq -= 1;
    },
  ],
  [
    'an agent is told she owns what is another agent’s',
    'I10',
    (story) => {
      const line = found(of(story, 'owner')[0]);
      story.history.push({ ...line, agentId: 'agent_of_another_node' });
    },
  ],
  [
    'the row names another owner than the log',
    'I10',
    (story) => {
      found(story.dump.conversations.find(({ state }) => state === 'active')).ownerId = 'nobody-we-know';
    },
  ],
  [
    'the conversation is open, by its log it is closed',
    'I10',
    (story) => {
      const row = found(story.dump.conversations.find(({ state }) => state === 'closed'));
      Object.assign(row, { state: 'active', kind: 'case' });
    },
  ],
  [
    'an assignment falls before every lease of its agent',
    'I11',
    (story) => {
      const { data, atMs } = assigned(story);
      story.dump.leases = story.dump.leases
        ?.filter(({ agentId, fromMs }) => agentId !== data?.agentId || fromMs > atMs)
        .concat({ agentId: data?.agentId ?? '', fromMs: atMs + 1, untilMs: atMs + 10_000_000 });
    },
  ],
  [
    'a place is shown with another ticket',
    'I12',
    (story) => {
      const { client, role, conversation, t } = found(of(story, 'joined')[0]);
      story.history.push({
        op: 'place',
        phase: 'ok',
        client,
        role,
        conversation,
        t,
        position: 1,
        ticket: 1_000_000,
      });
    },
  ],
  [
    'two rows of one visitor are open at the end',
    'I13',
    (story) => {
      const open = found(
        story.dump.conversations.find(({ state, kind }) => state === 'active' && kind === 'chat'),
      );
      story.dump.conversations.push({ ...open, id: 'conv_without_a_log', lastSeq: 0 });
    },
  ],
  [
    'a frame holds another conversation’s id',
    'I15',
    (story) => {
      const { conversation } = frame(story);
      const own = found(story.dump.conversations.find(({ id }) => id === conversation));
      const other = found(story.dump.conversations.find(({ visitorId }) => visitorId !== own.visitorId));
      frame(story).text = `42["place",{"room":"room:x${other.id}x"}]`;
    },
  ],
  [
    'a frame holds an agent’s e-mail',
    'I15',
    (story) => {
      const email = found(story.dump.agents[0]).email.toUpperCase();
      frame(story).text = `42["assigned",{"agent":{"name":"Bo <${email}>"}}]`;
    },
  ],
  [
    'a frame holds an address',
    'I15',
    (story) => {
      frame(story).text = '42["visitor",{"seen":"from 203.0.113.7"}]';
    },
  ],
  [
    'a frame holds the words of a note',
    'I15',
    (story) => {
      const note = found(story.dump.entries.find(({ kind }) => kind === 'note'));
      frame(story).text = `42["entry",{"kind":"message","body":${JSON.stringify(note.body)}}]`;
    },
  ],
  [
    'erased words come back in a frame',
    'I16',
    (story) => {
      const { bodies } = found(of(story, 'erase')[0]);
      const { t } = found(story.history.at(-1));
      story.history.push({
        ...frame(story),
        t: t + 1,
        text: `42["entry",{"body":${JSON.stringify(bodies[0])}}]`,
      });
    },
  ],
  [
    'erased words come back in a list',
    'I16',
    (story) => {
      const { ids } = found(of(story, 'erase')[0]);
      const shown = { seq: 9_999, id: found(ids[0]), sender: 'visitor', kind: 'message', body: '' };
      longList(story).entries.push(shown);
    },
  ],
  [
    'an erased visitor is still in the database',
    'I16',
    (story) => {
      const { visitorId } = found(story.dump.conversations[0]);
      found(of(story, 'erase')[0]).ids.push(visitorId);
    },
  ],
];

test.each(tampered)('%s: %s', (_, invariant, tamper) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const story = run(seed);
      tamper(story);
      const line: Line[] = story.history;
      const violated = check(line, story.dump).violations.map((violation) => violation.invariant);
      expect([...new Set(violated)]).toEqual([invariant]);
    }),
    { numRuns: 10 },
  );
});
