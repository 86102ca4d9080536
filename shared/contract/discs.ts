import { z } from 'zod';
import { failureSchema } from './failures.ts';
import { archiveId } from './identifiers.ts';
import { procedure } from './procedure.ts';

export const discEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'container', 'file']),
});

export const discs = {
  /** Where discs and USB sticks usually are, and the home folder; or the content of a folder. */
  'discs.browse': procedure(
    z.object({ path: z.string().max(4096).optional() }),
    z.object({ path: z.string().optional(), parent: z.string().optional(), entries: z.array(discEntry) }),
  ),
  /** Opens a folder, a ZIP or an ISO image of DICOM: its studies join the worklist and are kept in the cache. */
  'discs.open': procedure(
    z.object({ path: z.string().min(1).max(4096) }),
    z.object({
      archiveId,
      studies: z.number().int(),
      instances: z.number().int(),
      /** Files that were left out, each with its reason; at most 1,000 are named. */
      refused: z.array(z.object({ file: z.string(), failure: failureSchema })),
      refusedCount: z.number().int(),
    }),
  ),
} as const;
