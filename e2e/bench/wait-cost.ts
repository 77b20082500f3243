import { forecast } from '@straks/server/queue/estimator/forecast.ts';
import { onEvent } from '@straks/server/queue/estimator/on-event.ts';
import { read } from '@straks/server/queue/estimator/predict.ts';
import type { WaitEvent } from '@straks/server/queue/estimator/wait-event.ts';
import { newWaitState, type WaitState } from '@straks/server/queue/estimator/wait-state.ts';
import { median } from './quantile.ts';

export interface Cost {
  slots: number;
  eventMicros: number;
  refreshMs: number;
  predictMicros: number;
}

const placesOfAgent = 4;
const chatMs = 420_000;
const waiting = 200;
const events = 30_000;
const refreshes = 60;

/** What an event, a forecast for everybody and the reading of one wait cost in a house of so many places. */
export function costAt(slots: number): Cost {
  const state = newWaitState();
  const line = busyHouse(slots);
  const startedMs = feed(state, line, 3 * slots + 2 * waiting, 0).atMs;
  const { atMs, tookMs } = feed(state, line, events, startedMs);
  const refreshed: number[] = [];
  const predicted: number[] = [];
  for (let turn = 1; turn <= refreshes; turn += 1) {
    const nowMs = atMs + turn;
    const refreshMs = timed(() => forecast(state, nowMs));
    refreshed.push(refreshMs);
    const ahead = forecast(state, nowMs);
    const ids = [...state.waiting.keys()];
    const readMs = timed(() => {
      for (const conversationId of ids) read(ahead, state, { conversationId }, nowMs);
    });
    predicted.push((1_000 * readMs) / ids.length);
  }
  return {
    slots,
    eventMicros: (1_000 * tookMs) / events,
    refreshMs: median(refreshed),
    predictMicros: median(predicted),
  };
}

function timed(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

function feed(state: WaitState, line: Iterator<WaitEvent>, count: number, atMs: number) {
  const batch = Array.from({ length: count }, () => line.next().value as WaitEvent);
  const tookMs = timed(() => {
    for (const event of batch) onEvent(state, event);
  });
  return { atMs: batch.at(-1)?.atMs ?? atMs, tookMs };
}

/** A house that is always full, with a line: the oldest chat ends, the next is taken, somebody joins. */
function* busyHouse(slots: number): Generator<WaitEvent> {
  const departmentIds = ['sales', 'support', 'billing'];
  const agents = Math.max(1, Math.ceil(slots / placesOfAgent));
  const capacity = Math.min(slots, placesOfAgent);
  const skills = (agent: number) => departmentIds.filter((_, d) => agent % 3 === d || agent % 7 === d);
  for (let agent = 0; agent < agents; agent += 1) {
    const serves = skills(agent).length > 0 ? skills(agent) : departmentIds;
    const online = { agentId: String(agent), status: 'online', capacity, departmentIds: serves } as const;
    yield { atMs: 0, kind: 'agent', ...online };
  }
  const everyMs = chatMs / slots;
  let atMs = 0;
  let [joined, taken] = [0, 0];
  const join = (): WaitEvent => {
    const departmentId = departmentIds[joined % 3] as string;
    joined += 1;
    return {
      atMs,
      kind: 'joined',
      conversationId: String(joined),
      departmentId,
      ...{ orderMs: atMs, ticket: joined, headStartMs: 0 },
    };
  };
  while (joined < slots + waiting) yield join();
  for (;;) {
    const agentId = String(taken % agents);
    taken += 1;
    if (taken > slots)
      yield { atMs, kind: 'ended', conversationId: String(taken - slots), unfinished: false };
    yield { atMs, kind: 'taken', conversationId: String(taken), agentId };
    if (taken > slots) yield join();
    atMs += everyMs;
  }
}
