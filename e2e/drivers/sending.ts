import type { Answer } from '@straks/shared/result.ts';
import type { History } from './history.ts';

export interface Attempt {
  client: string;
  role: 'visitor' | 'agent';
  senderId: string | undefined;
  id: string;
  conversation: string | undefined;
  body: string;
}

/** Writes down an attempt before it is made and what became of it, and how long the answer took. */
export async function noteAttempt<Value extends object>(
  history: History,
  { senderId, conversation, ...attempt }: Attempt,
  answered: (waitMs: number) => void,
  send: () => Promise<Answer<Value>>,
  seqIn: (value: Value) => number | undefined,
): Promise<Answer<Value>> {
  const line = {
    ...{ op: 'send' as const, ...attempt },
    ...(senderId !== undefined && { senderId }),
    ...(conversation !== undefined && { conversation }),
  };
  history.add({ ...line, phase: 'invoke' });
  const startedMs = performance.now();
  try {
    const answer = await send();
    if (answer.ok) {
      answered(performance.now() - startedMs);
      const seq = seqIn(answer);
      history.add({ ...line, phase: 'ok', ...(seq !== undefined && { seq }) });
    } else {
      history.add({ ...line, phase: 'fail', retry: answer.retry, code: answer.code });
    }
    return answer;
  } catch (error) {
    history.add({ ...line, phase: 'info' });
    throw error;
  }
}
