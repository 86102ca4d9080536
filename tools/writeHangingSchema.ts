import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hangingSchema, hangingSchemaPath } from './hangingSchema.ts';

// Writes the JSON Schema of hanging protocols anew: `npm run schema`.
writeFileSync(join(import.meta.dirname, '..', hangingSchemaPath), `${JSON.stringify(hangingSchema(), null, 2)}\n`);
