import { type RefusalCode, type Refused, refusals } from '@straks/shared/result.ts';

/** An expected no, told to whoever asked. Anything else that is thrown is a bug and is answered `internal`. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;

  constructor(code: RefusalCode, more: { retryAfterMs?: number; detail?: string; cause?: unknown } = {}) {
    super(more.detail ? `${code}: ${more.detail}` : code, { cause: more.cause });
    this.name = 'Refusal';
    this.code = code;
    this.retryAfterMs = more.retryAfterMs;
    this.detail = more.detail;
  }
}

/** The answer on the wire for whatever was thrown. */
export function refused(error: unknown): Refused {
  if (!(error instanceof Refusal)) return { ok: false, code: 'internal', retry: true };
  return {
    ok: false,
    code: error.code,
    retry: refusals[error.code].retry,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    ...(error.detail !== undefined && { detail: error.detail }),
  };
}

/** Stops the start with one sentence for the operator: what is wrong and what to do. Exit code 2. */
export class StartRefusal extends Error {}
