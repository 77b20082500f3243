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
    pino.destination(2),
  );
