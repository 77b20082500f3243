import { type Static, type TSchema, Type } from 'typebox';

/** What every schema is built from. Lengths are in characters (code points). */
export const limits = {
  messageLength: 10_000,
  nameLength: 80,
  emailLength: 254,
  urlLength: 2_000,
  frameBytes: 64 * 1024,
} as const;

export const strict = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** Ids are made by the server: 128 bits or more in base64url. */
export const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$' });
/** Made once by the sender when she presses send, kept over retries and reloads. */
export const ClientMessageId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
});
export const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** Milliseconds since 1970 by the server's clock. */
export const Instant = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });
export const DurationMs = Type.Integer({ minimum: 0, maximum: 31 * 24 * 3_600_000 });
export const Name = Type.String({ minLength: 1, maxLength: limits.nameLength, pattern: '\\S' });
export const Email = Type.String({
  maxLength: limits.emailLength,
  // No character may be read in two ways: a long one that almost fits is refused as quickly as any other.
  pattern: '^[^\\s@<>"]+@[^\\s@<>".]+(\\.[^\\s@<>".]+)+$',
});
export const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{32,86}$' });
export const Language = Type.Union([
  Type.Literal('nb'),
  Type.Literal('da'),
  Type.Literal('sv'),
  Type.Literal('en'),
]);
export type Language = Static<typeof Language>;

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Nothing = strict({});

/** The server is about to stop or move: come back after a random part of this time. */
export const Moving = strict({ withinMs: DurationMs });
