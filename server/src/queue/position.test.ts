import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type InLine, positions } from './position.ts';

const anyLine = fc
  .array(fc.record({ priority: fc.nat(2), department: fc.constantFrom('support', 'sales') }), {
    maxLength: 60,
  })
  .map((people) =>
    people
      .map(({ priority, department }, ticket): InLine => {
        const conversationId = `chat-${ticket}`;
        return {
          conversationId,
          visitorId: `${ticket}`,
          departmentId: department,
          priority,
          ticket,
          queuedMs: ticket,
        };
      })
      .toSorted((a, b) => a.priority - b.priority || a.ticket - b.ticket),
  );

test('everybody has a place: one more than those of her department who are served before her', () => {
  fc.assert(
    fc.property(anyLine, (line) => {
      const places = positions(line);
      expect(places.size).toBe(line.length);
      for (const [at, one] of line.entries()) {
        const before = line.slice(0, at).filter(({ departmentId }) => departmentId === one.departmentId);
        expect(places.get(one.conversationId)).toBe(before.length + 1);
      }
    }),
  );
});

test('who comes later, at her priority or after it, moves nobody back', () => {
  fc.assert(
    fc.property(anyLine, (line) => {
      const last = Math.max(0, ...line.map(({ priority }) => priority));
      const newcomer: InLine = {
        ...{ conversationId: 'new', visitorId: 'new', departmentId: 'support' },
        ...{ priority: last, ticket: line.length, queuedMs: line.length },
      };
      const places = positions(line);
      const later = positions([...line, newcomer]);
      for (const [id, place] of places) expect(later.get(id)).toBe(place);
    }),
  );
});

test('nobody waits: nobody has a place', () => {
  expect(positions([]).size).toBe(0);
});
