import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../platform/errors.ts';

/** argon2id with OWASP's parameters: 19 MiB and two passes, some 30 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const mostAtOnce = 2;
const mostWaiting = 40;
const comeBackMs = 2_000;
const leastLength = 10;

/** The same word typed on two keyboards may arrive in two spellings of Unicode. */
const spelled = (password: string) => password.normalize('NFKC');

/** Hashing passwords without letting a crowd at the door starve everything else. */
export function createPasswords() {
  const inTurn = createTurns();
  const nobodys = hash('the password of nobody', cost);
  nobodys.catch(() => {});

  return {
    hash: (password: string): Promise<string> => inTurn(() => hash(spelled(password), cost)),

    /** Takes as long for a person we do not know: `null` is compared with the password of nobody. */
    verify: (stored: string | null, password: string): Promise<boolean> =>
      inTurn(async () => (await verify(stored ?? (await nobodys), spelled(password))) && stored !== null),
  };
}

/** Refuses what is guessed first. */
export function checkPassword(password: string, email: string) {
  if ([...spelled(password)].length < leastLength) {
    throw new Refusal('weak_password', { detail: `at least ${leastLength} characters` });
  }
  if (password.toLowerCase() === email.toLowerCase()) {
    throw new Refusal('weak_password', { detail: 'not the e-mail address' });
  }
}

/** Two at a time; a bounded line behind them; the rest are asked to come back. */
function createTurns() {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    if (waiting.length >= mostWaiting) throw new Refusal('slow_down', { retryAfterMs: comeBackMs });
    if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
