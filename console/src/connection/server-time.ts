/** The server's clock as seen from here: waits are counted on it, whatever this machine's clock says. */
export interface ServerTime {
  nowMs(): number;
  learn(atMs: number, askedMs: number): void;
}

export function createServerTime(localNowMs: () => number): ServerTime {
  let offsetMs = 0;
  return {
    nowMs: () => localNowMs() + offsetMs,
    /** The answer was made half a round trip ago, as far as anyone can tell. */
    learn(atMs, askedMs) {
      const answeredMs = localNowMs();
      offsetMs = Math.round(atMs - (askedMs + answeredMs) / 2);
    },
  };
}
