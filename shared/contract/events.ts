import { z } from 'zod';
import { studyRef } from './identifiers.ts';

/** Announces that something changed and its key, never the thing itself: whoever cares asks again. */
export const hostEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('host.changed') }),
  z.object({ event: z.literal('worklist.changed') }),
  z.object({ event: z.literal('readiness.changed'), studies: z.array(studyRef) }),
  z.object({ event: z.literal('studies.changed'), study: studyRef }),
  z.object({ event: z.literal('reports.changed'), study: studyRef, reportId: z.string(), revision: z.number().int() }),
  z.object({ event: z.literal('annotations.changed'), study: studyRef }),
  z.object({ event: z.literal('archives.changed') }),
  z.object({ event: z.literal('settings.changed') }),
  z.object({ event: z.literal('link.changed') }),
  z.object({ event: z.literal('displays.changed') }),
  z.object({ event: z.literal('hanging.changed') }),
]);
export type HostEvent = z.infer<typeof hostEvent>;
