interface Item<Request, Value> {
  request: Request;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/** After a batch of several more are on their way: so long the next one waits for them, to share its commit. */
const gatherMs = 2;

/**
 * Gathers single requests into one unit of work: what has come by the time the unit starts goes into it.
 * One that comes alone waits for nobody. `work` answers each request in the order given, with a value or an
 * Error of its own.
 */
export function createBatch<Request, Value>(
  most: number,
  write: (start: () => Request[], settle: (answers: (Value | Error)[]) => void) => Promise<void>,
) {
  let waiting: Item<Request, Value>[] = [];
  let scheduled = false;
  let lastSize = 0;

  function schedule() {
    scheduled = true;
    if (lastSize > 1 && waiting.length < most) setTimeout(writeNext, gatherMs);
    else writeNext();
  }

  function writeNext() {
    let taken: Item<Request, Value>[] | null = null;
    let answers: (Value | Error)[] = [];
    write(
      () => {
        scheduled = false;
        taken = takeMost();
        if (waiting.length > 0) schedule();
        return taken.map(({ request }) => request);
      },
      (settled) => {
        answers = settled;
      },
    ).then(
      () =>
        taken?.forEach((item, index) => {
          const answer = answers[index] as Value | Error;
          if (answer instanceof Error) item.reject(answer);
          else item.resolve(answer);
        }),
      (error) => {
        // The storage may refuse before the unit has begun: then those who wait are told so now.
        if (!taken) scheduled = false;
        for (const item of taken ?? takeMost()) item.reject(error);
        if (waiting.length > 0 && !scheduled) schedule();
      },
    );
  }

  function takeMost() {
    const taken = waiting.slice(0, most);
    waiting = waiting.slice(most);
    lastSize = taken.length;
    return taken;
  }

  return (request: Request): Promise<Value> =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      if (!scheduled) schedule();
    });
}
