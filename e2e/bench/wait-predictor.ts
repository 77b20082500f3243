import { type Forecast, forecast } from '@straks/server/queue/estimator/forecast.ts';
import { onEvent } from '@straks/server/queue/estimator/on-event.ts';
import { type Answer, read } from '@straks/server/queue/estimator/predict.ts';
import type { AgentStatus, WaitEvent } from '@straks/server/queue/estimator/wait-event.ts';
import { newWaitState } from '@straks/server/queue/estimator/wait-state.ts';
import { type Told, tell } from '@straks/server/queue/told.ts';
import type { Prediction, Predictor, SimEvent, SimVisitor } from './wait-simulator.ts';

/** A forecast is made again after so long, and sooner when something happened. */
const staleMs = 5_000;
const staleAfterEventMs = 2_000;

/** Straks in the simulator: its events become ours, our answers become seconds. */
export class StraksPredictor implements Predictor {
  name = 'straks';
  state = newWaitState();
  #ahead: Forecast | null = null;
  #eventSince = false;
  #skills = new Map<number, string[]>();
  #told = new Map<number, Told>();

  onEvent(event: SimEvent): void {
    this.#eventSince = true;
    if (event.type === 'init') {
      for (const { id, skills, cap } of event.agents) {
        this.#skills.set(id, skills.map(String));
        this.#agent(event.t, id, 'due', cap);
      }
    } else if (event.type === 'agent') this.#agent(event.t, event.agent, event.state, event.cap);
    else {
      const ours = translated(event);
      if (ours) onEvent(this.state, ours);
      if (ours?.kind === 'taken' || ours?.kind === 'left') this.#told.delete(event.v);
    }
  }

  #agent(t: number, id: number, status: AgentStatus, capacity: number): void {
    const departmentIds = this.#skills.get(id) ?? [];
    const event = {
      atMs: t * 1_000,
      kind: 'agent',
      agentId: String(id),
      status,
      capacity,
      departmentIds,
    } as const;
    onEvent(this.state, event);
  }

  predict(t: number, visitor: SimVisitor): Prediction | null {
    const nowMs = t * 1_000;
    const conversationId = String(visitor.id);
    const answer = read(this.#forecast(nowMs, conversationId), this.state, { conversationId }, nowMs);
    if (answer.kind !== 'range') return null;
    if (t === visitor.tEnq) onEvent(this.state, { atMs: nowMs, kind: 'told', conversationId, range: answer });
    return { ...seconds(answer), ...this.#shown(visitor.id, answer, nowMs) };
  }

  #shown(id: number, answer: Answer & { kind: 'range' }, nowMs: number) {
    const told = tell(this.#told.get(id) ?? null, answer, nowMs);
    this.#told.set(id, told);
    return { shown: Math.max(30, told.aboutMs / 1_000), shown80: told.withinMs / 1_000 };
  }

  #forecast(nowMs: number, conversationId: string): Forecast {
    const ageMs = nowMs - (this.#ahead?.atMs ?? Number.NEGATIVE_INFINITY);
    const isStale = ageMs > staleMs || (this.#eventSince && ageMs > staleAfterEventMs);
    if (!this.#ahead || isStale || !this.#ahead.turns.has(conversationId)) {
      this.#ahead = forecast(this.state, nowMs);
      this.#eventSince = false;
    }
    return this.#ahead;
  }
}

const seconds = ({ q50Ms, q80Ms, q90Ms }: Answer & { kind: 'range' }): Prediction => ({
  mean: q50Ms / 1_000,
  q50: q50Ms / 1_000,
  q80: q80Ms / 1_000,
  q90: q90Ms / 1_000,
});

function translated(event: SimEvent): WaitEvent | null {
  const base = { atMs: event.t * 1_000, conversationId: String(event.v) };
  switch (event.type) {
    case 'arrive': {
      const place = { departmentId: String(event.dept), orderMs: event.key * 1_000, ticket: event.v };
      return { ...base, kind: 'joined', ...place, headStartMs: event.boost * 1_000 };
    }
    case 'assign':
      return { ...base, kind: 'taken', agentId: String(event.agent) };
    case 'end':
      return { ...base, kind: 'ended', unfinished: event.why === 'requeue' };
    case 'abandon':
      return { ...base, kind: 'left', why: 'gaveUp' };
    case 'lost':
      return { ...base, kind: 'left', why: 'lost' };
    case 'flush':
      return { ...base, kind: 'left', why: 'sentAway' };
    case 'disconnect':
      return { ...base, kind: 'dropped' };
    case 'reconnect':
      return { ...base, kind: 'reconnected' };
    default:
      return null;
  }
}
