import { signal } from '@lit-labs/signals';

/** One heartbeat for every running clock on the page. */
let nowMs: () => number = Date.now;
let beating: ReturnType<typeof setInterval> | undefined;
const hands = new Set<(nowMs: number) => void>();

export const tickBy = (clock: () => number) => {
  nowMs = clock;
};
export const tickNowMs = () => nowMs();

export function onTick(move: (nowMs: number) => void): () => void {
  hands.add(move);
  beating ??= setInterval(() => {
    const now = nowMs();
    for (const hand of hands) hand(now);
  }, 1_000);
  return () => {
    hands.delete(move);
    if (hands.size > 0) return;
    clearInterval(beating);
    beating = undefined;
  };
}

const slow = signal(0);
const slowEveryMs = 10_000;

/** The time, moving every ten seconds: for what is sorted and counted by it. */
export function slowNowMs(): number {
  if (slow.get() === 0) {
    slow.set(nowMs());
    onTick((now) => Math.abs(now - slow.get()) >= slowEveryMs && slow.set(now));
  }
  return slow.get();
}
