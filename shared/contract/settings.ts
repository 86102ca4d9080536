import { z } from 'zod';
import { handsProfileNames } from '../hands/handsProfile.ts';
import { dragActs, wheelActs } from '../hands/mouseGesture.ts';
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

const chord = z.string().min(1).max(40);

/** Keys and mouse as the reader has set them; what is not named is as the profile has it. */
export const handsSettings = z.object({
  profile: z.enum(handsProfileNames),
  /** Chords by command id; none: the command has no key. */
  keys: z.record(z.string().max(80), z.array(chord).max(6).readonly()),
  drag: z.record(z.string().max(40), z.enum(dragActs)),
  wheel: z.record(z.string().max(40), z.enum(wheelActs)),
});

export const settingsSnapshot = z.object({
  reader,
  density: z.enum(['comfortable', 'compact']),
  textSizePx: z.number().int().min(12).max(18),
  /** Hours from first seen to due, by priority. */
  dueHours: z.object({ STAT: z.number().positive(), URGENT: z.number().positive(), ROUTINE: z.number().positive() }),
  cacheLimitBytes: z.number().int().positive(),
  /** A study whose report was delivered may be let go of after so many days. */
  keepReadDays: z.number().int().min(0).max(3650),
  /** Patients' studies are locked after so many minutes without a touch (trust.md 3.6); null: never by themselves. */
  lockAfterMinutes: z.number().int().min(1).max(15).nullable(),
  link: linkSettings,
  hands: handsSettings,
});
export type SettingsSnapshot = z.infer<typeof settingsSnapshot>;

export const settings = {
  'settings.read': procedure(z.object({}), settingsSnapshot),
  'settings.change': procedure(settingsSnapshot.partial(), settingsSnapshot),
} as const;
