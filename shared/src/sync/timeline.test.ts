import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../messages/messages.protocol.ts';
import { before, catchUp, emptyTimeline, fromPage, isBehind, receive, type Timeline } from './timeline.ts';

const said = (seq: number): Entry => ({
  seq,
  at: 1_000 * seq,
  kind: 'message',
  from: 'visitor',
  id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
  text: `line ${seq}`,
});
const log = (count: number) => Array.from({ length: count }, (_, index) => said(index + 1));
const seqs = (timeline: Timeline) => timeline.entries.map(({ seq }) => seq);

describe('ada listens', () => {
  test('the next entry is applied', () => {
    const heard = receive(fromPage('c', log(2)), said(3));
    expect(heard.kind === 'applied' && seqs(heard.timeline)).toEqual([1, 2, 3]);
  });

  test('an entry heard twice is known', () => {
    expect(receive(fromPage('c', log(2)), said(2))).toEqual({ kind: 'known' });
  });

  test('an entry too far ahead shows what was missed', () => {
    expect(receive(fromPage('c', log(2)), said(4))).toEqual({ kind: 'gap', after: 2 });
  });

  test('a head shows a lost last entry, which no gap would', () => {
    expect(isBehind(fromPage('c', log(2)), 3)).toBe(true);
    expect(isBehind(fromPage('c', log(2)), 2)).toBe(false);
  });

  test('an older page goes before what she has, once', () => {
    const newest = fromPage('c', log(6).slice(3));
    const all = before(newest, log(4));
    expect(seqs(all)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seqs(before(all, log(4)))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('a page she has already changes nothing', () => {
    const timeline = fromPage('c', log(3));
    expect(catchUp(timeline, log(3))).toBe(timeline);
  });
});

/** What the net may do to one frame on its way. */
const fate = fc.constantFrom('arrives', 'lost', 'twice', 'late');

test('lost, repeated and reordered frames still end in the order of the server', () => {
  fc.assert(
    fc.property(fc.array(fate, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (fates, pageSize) => {
      const server = log(fates.length);
      const onTheWay = frames(server, fates);
      let timeline = emptyTimeline('c');
      for (const frame of onTheWay) {
        const heard = receive(timeline, frame);
        if (heard.kind === 'applied') timeline = heard.timeline;
        if (heard.kind === 'gap') timeline = syncTo(timeline, server.slice(0, frame.seq), pageSize);
        expect(seqs(timeline)).toEqual(seqs(timeline).map((_, index) => index + 1));
      }
      if (isBehind(timeline, server.length)) timeline = syncTo(timeline, server, pageSize);
      expect(timeline.entries).toEqual(server);
    }),
  );
});

function frames(server: Entry[], fates: string[]): Entry[] {
  const arriving: Entry[] = [];
  const late: Entry[] = [];
  for (const [index, entry] of server.entries()) {
    if (fates[index] === 'arrives') arriving.push(entry, ...late.splice(0));
    if (fates[index] === 'twice') arriving.push(entry, entry);
    if (fates[index] === 'late') late.push(entry);
  }
  return [...arriving, ...late];
}

function syncTo(from: Timeline, server: Entry[], pageSize: number): Timeline {
  let timeline = from;
  while (timeline.lastSeq < server.length) {
    timeline = catchUp(timeline, server.slice(timeline.lastSeq, timeline.lastSeq + pageSize));
  }
  return timeline;
}
