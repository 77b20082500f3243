const lookEveryMs = 4_000;
/** Timers stand still in sleep: one that comes this late tells that the machine slept. */
const sleptMs = 20_000;

/** Calls when the page may have missed something: shown again, online again, back from cache or sleep. */
export function onWake(wake: () => void) {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  addEventListener('online', wake);
  addEventListener('pageshow', (event) => {
    if (event.persisted) wake();
  });
  let lookedMs = Date.now();
  setInterval(() => {
    const nowMs = Date.now();
    if (nowMs - lookedMs > sleptMs) wake();
    lookedMs = nowMs;
  }, lookEveryMs);
}
