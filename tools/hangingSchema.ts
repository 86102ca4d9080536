import { z } from 'zod';
import { protocolSchema } from '../shared/hanging/protocol.ts';

/** Where the JSON Schema of hanging protocols stands, from the repository's root. */
export const hangingSchemaPath = 'resources/hanging-protocols/protocol.schema.json';

/** `protocolSchema` for editors and other programs: JSON Schema, draft 2020-12. What a protocol names is not checked by it. */
export function hangingSchema(): object {
  return {
    ...z.toJSONSchema(protocolSchema, { target: 'draft-2020-12', io: 'input' }),
    title: 'Durbeen hanging protocol',
    description:
      'Which studies a protocol is for, which series it wants, and where they hang. Made of shared/hanging/protocol.ts.',
  };
}
