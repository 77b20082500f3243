import { type Logger, pino } from 'pino';

export type { Logger };

/** Structured lines on stderr; stdout is kept for the links a person reads. Tokens never reach a line. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      redact: {
        paths: [
          'token',
          'password',
          'phone',
          '*.token',
          '*.password',
          '*.phone',
          'req.headers.authorization',
          'req.headers.cookie',
        ],
        censor: '[kept out of the log]',
      },
    },
    onStderr(),
  );

/** What waits to be written while the disk of the log is full; more is dropped. */
const mostWaiting = 1_000_000;

/** A log that cannot be written must not end what it speaks of. */
function onStderr() {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: mostWaiting });
  destination.on('error', () => {});
  return destination;
}
