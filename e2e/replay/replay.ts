import { colleagues, firstOwner, type Session } from '../drivers/accounts.ts';
import { Agent } from '../drivers/agent.ts';
import { seeded } from '../drivers/chance.ts';
import { noHistory } from '../drivers/history.ts';
import { manyPeople, type Server, startServer } from '../drivers/server.ts';
import { until } from '../drivers/until.ts';
import { freshStorage, Visitor } from '../drivers/visitor.ts';
import { planCuts } from './cuts.ts';
import type { Dialogue } from './dialogues.ts';
import { judge, type Replayed } from './judgement.ts';
import { type Paced, pace } from './pace.ts';
import { Performance } from './performance.ts';
import { scriptOf } from './script.ts';
import { Stage } from './stage.ts';

export interface ReplaySettings {
  dialogues: readonly Dialogue[];
  speed: number;
  /** The share of connections that is cut, from 0 to 1. */
  cut: number;
  seed: number;
  agents: number;
  capacity: number;
  progress?(says: string): void;
}

/** Longer than any pause for coming back; then whoever is still on stage counts as he stands. */
const patienceMs = 60_000;

/** Plays dialogues as real visitors and agents against a real server, and compares all they hold with the source. */
export async function replay(settings: ReplaySettings): Promise<Replayed> {
  await using server = await startServer({ env: manyPeople });
  const owner = await firstOwner(server);
  const sessions = await colleagues(owner, settings.agents, settings.capacity);
  return await play(server, sessions, settings);
}

async function play(server: Server, sessions: Session[], settings: ReplaySettings): Promise<Replayed> {
  const acksMs: number[] = [];
  const paced = pace(settings.dialogues, settings.speed);
  const longestMs = Math.max(...paced.map(({ endMs }) => endMs));
  const stage = new Stage(AbortSignal.timeout(Math.ceil(longestMs * 2 + patienceMs)));
  const performances = cast(server, paced, settings, stage, acksMs);
  const agents = sessions.map((session) => attending(session, performances, stage, acksMs));
  for (const agent of agents) agent.arrive();
  await until('every agent has arrived', () => agents.every(({ isReady }) => isReady), 20_000);

  const begunMs = performance.now();
  const visits = [...performances.values()].map((one) => one.visit().catch(swallowEnd(stage)));
  await reporting(visits, settings);
  const seconds = (performance.now() - begunMs) / 1000;
  for (const one of performances.values()) one.visitor.leave();
  for (const agent of agents) agent.leave();
  return judge(server, [...performances.values()], acksMs, seconds);
}

/** The end of the time is no error: what is missing then shows in the comparison. */
const swallowEnd = (stage: Stage) => (error: unknown) => {
  if (!stage.isOver) throw error;
};

function cast(server: Server, paced: Paced[], settings: ReplaySettings, stage: Stage, acksMs: number[]) {
  const random = seeded(settings.seed);
  const { siteKey, url } = server;
  return new Map(
    paced.map((one) => {
      const script = scriptOf(one.dialogue, settings.speed);
      const name = `Visitor ${one.dialogue.id}`;
      const visitor = new Visitor({
        ...{ url, siteKey, name, language: one.dialogue.language ?? 'en' },
        ...{ history: noHistory, storage: freshStorage(), changed: stage.ring },
        answered: (waitMs) => void acksMs.push(waitMs),
      });
      const cuts = {
        visitor: planCuts(script.visitor.length, settings.cut, random),
        agent: planCuts(script.agent.length, settings.cut, random),
      };
      return [name, new Performance({ stage, paced: one, script, visitor, cuts })];
    }),
  );
}

/** An agent who attends to whatever becomes hers, once an epoch. */
function attending(
  session: Session,
  performances: Map<string, Performance>,
  stage: Stage,
  acksMs: number[],
): Agent {
  const attended = new Set<string>();
  const agent: Agent = new Agent({
    ...{ session, history: noHistory },
    answered: (waitMs) => void acksMs.push(waitMs),
    changed() {
      stage.ring();
      for (const chat of agent.owned) {
        const key = `${chat.transcript.conversationId} ${chat.epoch}`;
        if (attended.has(key)) continue;
        attended.add(key);
        void performances.get(chat.visitorName)?.attend(agent, chat).catch(swallowEnd(stage));
      }
    },
  });
  return agent;
}

async function reporting(visits: Promise<void>[], { progress }: ReplaySettings): Promise<void> {
  let done = 0;
  for (const visit of visits) void visit.then(() => (done += 1)).catch(() => {});
  const telling = setInterval(() => progress?.(`${done} of ${visits.length} chats played`), 5_000);
  try {
    await Promise.all(visits);
  } finally {
    clearInterval(telling);
  }
}
