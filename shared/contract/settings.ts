import { z } from 'zod';
import { procedure } from './procedure.ts';

/** Who reads and signs. */
export const reader = z.object({
  name: z.string().max(120),
  qualification: z.string().max(120),
  registrationNumber: z.string().max(60),
  organisation: z.string().max(120),
});
export type Reader = z.infer<typeof reader>;

export const settingsSnapshot = z.object({
  reader,
  density: z.enum(['comfortable', 'compact']),
  textSizePx: z.number().int().min(12).max(18),
  /** Hours from first seen to due, by priority. */
  dueHours: z.object({ STAT: z.number().positive(), URGENT: z.number().positive(), ROUTINE: z.number().positive() }),
  cacheLimitBytes: z.number().int().positive(),
});
export type SettingsSnapshot = z.infer<typeof settingsSnapshot>;

export const settings = {
  'settings.read': procedure(z.object({}), settingsSnapshot),
  'settings.change': procedure(settingsSnapshot.partial(), settingsSnapshot),
} as const;
