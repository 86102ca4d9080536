import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hangingSchema, hangingSchemaPath } from '../../tools/hangingSchema.ts';

test('the JSON Schema beside the protocols is the one that the code reads by; `npm run schema` writes it anew', () => {
  const written = JSON.parse(readFileSync(join(import.meta.dirname, '../..', hangingSchemaPath), 'utf8')) as {
    readonly $schema: string;
    readonly additionalProperties: unknown;
  };
  expect(written).toEqual(JSON.parse(JSON.stringify(hangingSchema())));
  expect(written.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(written.additionalProperties).toBe(false);
});
