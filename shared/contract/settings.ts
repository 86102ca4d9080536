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

/** What the reader allows the line to be used for. */
export const linkSettings = z.object({
  /** Bytes of a calendar month that may be fetched; null: as many as come. */
  monthlyCapBytes: z.number().int().positive().nullable(),
  /** Fetch ahead only between these minutes of the local day, which may span midnight; null: always. */
  hours: z
    .object({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(0).max(1439) })
    .nullable(),
  /** Of a hundred, so much of the line is left to others in the house. */
  householdPercent: z.number().int().min(0).max(90),
  /** Networks on which each byte costs money: only what is open and STAT comes over them. */
  meteredNetworks: z.array(z.string().max(200)).max(100),
  /** Goes on fetching after the last window is closed. */
  fetchInTray: z.boolean(),
});
export type LinkSettings = z.infer<typeof linkSettings>;

export const settingsSnapshot = z.object({
  reader,
  density: z.enum(['comfortable', 'compact']),
  textSizePx: z.number().int().min(12).max(18),
  /** Hours from first seen to due, by priority. */
  dueHours: z.object({ STAT: z.number().positive(), URGENT: z.number().positive(), ROUTINE: z.number().positive() }),
  cacheLimitBytes: z.number().int().positive(),
  /** A study whose report was delivered may be let go of after so many days. */
  keepReadDays: z.number().int().min(0).max(3650),
  link: linkSettings,
});
export type SettingsSnapshot = z.infer<typeof settingsSnapshot>;

export const settings = {
  'settings.read': procedure(z.object({}), settingsSnapshot),
  'settings.change': procedure(settingsSnapshot.partial(), settingsSnapshot),
} as const;
