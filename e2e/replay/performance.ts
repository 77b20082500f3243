import type { Agent } from '../drivers/agent.ts';
import type { Chat } from '../drivers/chat.ts';
import type { Transcript } from '../drivers/transcript.ts';
import type { Visitor } from '../drivers/visitor.ts';
import type { Cut } from './cuts.ts';
import type { Paced } from './pace.ts';
import type { Message, Script, Side } from './script.ts';
import type { Stage } from './stage.ts';

export interface PerformanceParts {
  stage: Stage;
  paced: Paced;
  script: Script;
  visitor: Visitor;
  cuts: Record<Side, Cut[]>;
}

/** One dialogue, played by a visitor and by whichever agent owns the chat. */
export class Performance {
  readonly visitor: Visitor;
  readonly script: Script;
  /** The chat as the agent held it who closed it. */
  closedWith: Chat | null = null;
  cutsMade = 0;
  #parts: PerformanceParts;
  #cuts: Record<Side, Cut[]>;

  constructor(parts: PerformanceParts) {
    this.#parts = parts;
    this.visitor = parts.visitor;
    this.script = parts.script;
    this.#cuts = { visitor: [...parts.cuts.visitor], agent: [...parts.cuts.agent] };
  }

  /** From arriving until the chat is closed on her screen. */
  async visit(): Promise<void> {
    const { stage, paced, script, visitor } = this.#parts;
    await stage.at(paced.startMs);
    void visitor.arrive();
    if (script.opening !== null) visitor.say(script.opening);
    for (const [turn, { text, afterMs, othersBefore }] of script.visitor.entries()) {
      await stage.at(paced.startMs + afterMs);
      await stage.until(() => (visitor.transcript?.count('agent') ?? 0) >= othersBefore);
      this.#press('visitor', turn, visitor, () => visitor.say(text));
    }
    await stage.until(() => visitor.conversation?.state === 'closed' && visitor.unsent.length === 0);
    visitor.leave();
  }

  /** While the chat is this agent's: what is still to be said, and then the end. */
  async attend(agent: Agent, chat: Chat): Promise<void> {
    const { stage, paced, script } = this.#parts;
    const { epoch } = chat;
    const isHers = () => chat.epoch === epoch;
    await stage.until(() => chat.isOpen || !isHers());
    for (const { id, failed } of chat.unsent) if (failed) chat.discard(id);
    for (let turn = chat.transcript.count('agent'); turn < script.agent.length && isHers(); turn += 1) {
      const { text = '', afterMs = 0, othersBefore = 0 } = script.agent[turn] ?? {};
      await stage.at(paced.startMs + afterMs);
      await stage.until(() => !isHers() || chat.transcript.count('visitor') >= othersBefore);
      if (isHers()) this.#press('agent', turn, agent, () => chat.say(text));
    }
    await stage.until(() => !isHers() || this.#isComplete(chat.transcript));
    if (!isHers()) return;
    this.closedWith = chat;
    await agent.close(chat, null);
  }

  /** What one side holds, without the opening line that is not the source's. */
  withoutOpening(messages: Message[]): Message[] {
    return this.script.opening === null ? messages : messages.slice(1);
  }

  #isComplete(transcript: Transcript): boolean {
    const { opening, visitor, agent } = this.script;
    const fromVisitor = visitor.length + (opening === null ? 0 : 1);
    return transcript.count('visitor') >= fromVisitor && transcript.count('agent') >= agent.length;
  }

  /** Presses send, and cuts the line where the plan says so. */
  #press(side: Side, turn: number, client: { cut(): void }, send: () => void): void {
    const due = this.#cuts[side].filter((cut) => cut.turn === turn);
    this.#cuts[side] = this.#cuts[side].filter((cut) => cut.turn !== turn);
    this.cutsMade += due.length;
    if (due.some(({ moment }) => moment === 'before')) client.cut();
    send();
    for (const { moment } of due) {
      if (moment === 'behind') client.cut();
      if (typeof moment === 'object') setTimeout(() => client.cut(), moment.afterMs);
    }
  }
}
