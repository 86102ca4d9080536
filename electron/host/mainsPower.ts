import { join } from 'node:path';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { World } from '#electron/base/world.ts';

export interface Power {
  /** Undefined where this computer does not say. */
  readonly isOnBattery: boolean | undefined;
  stop(): void;
}

const folder = '/sys/class/power_supply';
const lookEveryMs = 60_000;

/** Whether the computer runs on its battery, as Linux tells without being asked for rights; elsewhere it is not known. */
export function watchMainsPower({ clock, files }: Pick<World, 'clock' | 'files'>, platform: string): Power {
  let isOnBattery: boolean | undefined;
  let cancelTimer: (() => void) | undefined;
  let stopped = platform !== 'linux';
  const look = async (): Promise<void> => {
    isOnBattery = await readBattery(files);
    if (!stopped) cancelTimer = clock.after(lookEveryMs, () => void look());
  };
  if (!stopped) void look();
  return {
    get isOnBattery() {
      return isOnBattery;
    },
    stop() {
      stopped = true;
      cancelTimer?.();
    },
  };
}

/** On battery where there is one that empties, and no supply from outside is on. */
async function readBattery(files: World['files']): Promise<boolean | undefined> {
  const names = await attemptFiles(() => files.readdir(folder));
  if (!names.ok) return undefined;
  const read = async (name: string, field: string) => {
    const text = await attemptFiles(() => files.readFile(join(folder, name, field), 'utf8'));
    return text.ok ? text.value.trim() : undefined;
  };
  const supplies = await Promise.all(
    names.value.map(async (name) => ({
      type: await read(name, 'type'),
      online: await read(name, 'online'),
      status: await read(name, 'status'),
    })),
  );
  const outside = supplies.filter(({ type }) => type === 'Mains' || type === 'USB');
  if (outside.some(({ online }) => online === '1')) return false;
  if (supplies.some(({ type, status }) => type === 'Battery' && status === 'Discharging')) return true;
  return outside.length > 0 ? undefined : false;
}
