/** Every answer on the wire: the asked-for value, or a typed refusal. Exactly one per request. */
export type Answer<Value> = ({ ok: true } & Value) | Refused;

export interface Refused {
  ok: false;
  code: RefusalCode;
  /** True when the very same request may succeed later (the sender keeps it); false when it never will. */
  retry: boolean;
  retryAfterMs?: number;
  /** The field or limit concerned, for developers; people read the sentence of the code in their language. */
  detail?: string;
}

/** The closed list of refusals. Each has a sentence in every language of widget and console. */
export const refusals = {
  bad_request: { retry: false, status: 400 },
  too_large: { retry: false, status: 413 },
  unknown_event: { retry: false, status: 404 },
  unknown: { retry: false, status: 404 },
  not_signed_in: { retry: false, status: 401 },
  not_allowed: { retry: false, status: 403 },
  foreign_origin: { retry: false, status: 403 },
  not_yours: { retry: false, status: 409 },
  conflict: { retry: false, status: 409 },
  already_closed: { retry: false, status: 409 },
  already_taken: { retry: false, status: 409 },
  already_used: { retry: false, status: 409 },
  wrong_credentials: { retry: false, status: 401 },
  weak_password: { retry: false, status: 400 },
  last_owner: { retry: false, status: 409 },
  bad_phone: { retry: false, status: 400 },
  slot_taken: { retry: false, status: 409 },
  closed_now: { retry: false, status: 409 },
  over_capacity: { retry: false, status: 409 },
  absent: { retry: false, status: 409 },
  not_in_department: { retry: false, status: 409 },
  slow_down: { retry: true, status: 429 },
  timed_out: { retry: true, status: 503 },
  storage_full: { retry: true, status: 507 },
  storage_busy: { retry: true, status: 503 },
  stopping: { retry: true, status: 503 },
  internal: { retry: true, status: 500 },
} as const satisfies Record<string, { retry: boolean; status: number }>;

export type RefusalCode = keyof typeof refusals;
