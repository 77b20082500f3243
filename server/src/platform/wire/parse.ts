import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Refusal } from '../errors.ts';
import { clean } from './clean.ts';

export type Parse<Schema extends TSchema> = (value: unknown) => Static<Schema>;

/** The gate's one way in: cleaned, checked against the schema, or refused with the place that is wrong. */
export function parser<Schema extends TSchema>(schema: Schema): Parse<Schema> {
  const validator = Compile(schema) as unknown as Validator;
  return (value) => {
    const cleaned = clean(value);
    if (validator.Check(cleaned)) return cleaned as Static<Schema>;
    const first = validator.Errors(cleaned)[0];
    const where = first ? `${first.instancePath || 'request'} ${first.message}` : 'request';
    throw new Refusal('bad_request', { detail: where.slice(0, 200) });
  };
}
