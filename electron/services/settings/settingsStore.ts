import { z } from 'zod';
import { transact } from '#electron/base/database/transaction.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type SettingsSnapshot, settingsSnapshot } from '#shared/contract/settings.ts';
import type { ProfileKind } from '#shared/contract/vault.ts';
import { untouchedHands } from '#shared/hands/handsProfile.ts';

export interface Settings {
  read(): SettingsSnapshot;
  /** Changes what is named and leaves the rest; a value out of its range is refused (`InvalidInput`). */
  change(
    change: { readonly [Name in keyof SettingsSnapshot]?: SettingsSnapshot[Name] | undefined },
  ): Result<SettingsSnapshot, Failure>;
}

export function defaultSettings(profile: ProfileKind): SettingsSnapshot {
  return {
    // In practice one can sign at once; among patients nobody signs under a name that was not entered.
    reader:
      profile === 'practice'
        ? {
            name: 'Practice Reader',
            qualification: 'Radiologist',
            registrationNumber: 'PRACTICE-0001',
            organisation: 'Practice',
          }
        : { name: '', qualification: '', registrationNumber: '', organisation: '' },
    density: 'comfortable',
    textSizePx: 14,
    dueHours: { STAT: 1, URGENT: 4, ROUTINE: 24 },
    cacheLimitBytes: 20_000_000_000,
    keepReadDays: 7,
    lockAfterMinutes: 10,
    link: { monthlyCapBytes: null, hours: null, householdPercent: 0, meteredNetworks: [], fetchInTray: false },
    hands: untouchedHands,
  };
}

const row = z.object({ name: z.string(), value: z.string() });
const names = Object.keys(settingsSnapshot.shape) as (keyof SettingsSnapshot)[];

export function createSettings(records: Pick<Records, 'database'>, profile: ProfileKind): Settings {
  const { database } = records;
  const select = database.prepare('SELECT name, value FROM setting');
  const upsert = database.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );

  const read = (): SettingsSnapshot => {
    const stored = new Map(
      select
        .all()
        .map((value) => row.parse(value))
        .map(({ name, value }) => [name, value]),
    );
    const settings: Record<string, unknown> = { ...defaultSettings(profile) };
    for (const name of names) {
      const text = stored.get(name);
      if (text === undefined) continue;
      // What an older version allowed and this one does not falls back to the default, alone.
      const parsed = settingsSnapshot.shape[name].safeParse(JSON.parse(text));
      if (parsed.success) settings[name] = parsed.data;
    }
    return settingsSnapshot.parse(settings);
  };

  return {
    read,
    change(change) {
      const parsed = settingsSnapshot.partial().safeParse(change);
      if (!parsed.success) return { ok: false, failure: { code: 'InvalidInput' } };
      return transact<SettingsSnapshot, Failure>(database, () => {
        for (const [name, value] of Object.entries(parsed.data)) {
          if (value !== undefined) upsert.run(name, JSON.stringify(value));
        }
        return succeed(read());
      });
    },
  };
}
