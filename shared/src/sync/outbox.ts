import type { Answer, RefusalCode } from '../result.ts';

/** A request the sender has pressed send on and the server has not yet answered. */
export interface Unsent<Request> {
  /** The client message id: the same over retries and reloads. */
  id: string;
  /** Sorts the outbox: the sender's clock when she pressed send. */
  pressedMs: number;
  request: Request;
  /** Set when the server refused for good; the words stay until she retries or discards them. */
  failed?: RefusalCode;
}

/** Where unsent requests outlive a reload: one record each, so that two tabs never overwrite one another. */
export interface OutboxStore<Request> {
  all(): Unsent<Request>[];
  put(unsent: Unsent<Request>): void;
  remove(id: string): void;
}

export interface OutboxParts<Request> {
  store: OutboxStore<Request>;
  /** Sends and waits for the one answer; rejects when none came (the outcome is unknown). */
  send(request: Request, id: string): Promise<Answer<object>>;
  connected(): boolean;
  /** Lets one tab send at a time. The server's check of ids makes a mistake here harmless. */
  exclusive(work: () => Promise<void>): Promise<void>;
  wait(ms: number): Promise<void>;
  /** Called after every change of what `list` gives. */
  changed(): void;
}

const firstPauseMs = 500;
/** No longer than a client takes at most to come back: whoever was gone for a while is not gone for longer. */
const longestPauseMs = 5_000;

/** Sends in the order pressed, one at a time, until the server has answered each: at least once, in order. */
export function createOutbox<Request>(parts: OutboxParts<Request>) {
  let pumping = false;
  let again = false;
  let wake = () => {};

  const list = () => parts.store.all().sort((a, b) => a.pressedMs - b.pressedMs);
  const next = () => list().find((unsent) => unsent.failed === undefined);

  function add(unsent: Unsent<Request>) {
    parts.store.put(unsent);
    parts.changed();
    void sendOut();
  }

  /** To be called whenever sending may have become possible: connected, woken, another tab wrote. */
  function pump() {
    // A pause made for a connection that is gone is not sat out on the next.
    wake();
    return sendOut();
  }

  async function sendOut() {
    again = true;
    if (pumping) return;
    pumping = true;
    try {
      while (again) {
        again = false;
        await parts.exclusive(sendAll);
      }
    } finally {
      pumping = false;
    }
  }

  async function sendAll() {
    let pauseMs = firstPauseMs;
    for (let unsent = next(); unsent !== undefined && parts.connected(); unsent = next()) {
      const answer = await parts.send(unsent.request, unsent.id).catch(() => null);
      if (answer?.ok) parts.store.remove(unsent.id);
      else if (answer && !answer.retry) parts.store.put({ ...unsent, failed: answer.code });
      else {
        await rest(answer?.retryAfterMs ?? pauseMs);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        continue;
      }
      pauseMs = firstPauseMs;
      parts.changed();
    }
  }

  async function rest(ms: number) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await Promise.race([parts.wait(ms), woken]);
    wake = () => {};
  }

  function retry(id: string) {
    const unsent = list().find((one) => one.id === id);
    if (!unsent) return;
    const { failed: _, ...fresh } = unsent;
    add(fresh);
  }

  function discard(id: string) {
    parts.store.remove(id);
    parts.changed();
  }

  return { add, pump, retry, discard, list };
}
