import { join } from 'node:path';
import { z } from 'zod';
import type { World } from '#electron/base/world.ts';

const doorName = 'door.json';
/** A tab that was left open longer than this asks for a new link. */
const keptForMs = 24 * 3_600_000;
const mostDigests = 4;

const writtenDoor = z.object({
  port: z.number().int().min(1).max(65_535),
  digests: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(mostDigests),
  at: z.number(),
});

/** Where the host's door was when it ended without being told to, and the digests of the tokens that opened it. */
export interface LastDoor {
  readonly port: number;
  /** SHA-256 of each token, hexadecimal; a token itself is never on the disk. */
  readonly digests: readonly string[];
}

/**
 * The door of a host that was killed or lost its power, within a day: the next one opens there and knows the tokens
 * again, so that a page left open goes on, with the drawings and words that wait in it. Undefined where there is none.
 */
export async function readLastDoor(
  world: Pick<World, 'files' | 'clock'>,
  directory: string,
): Promise<LastDoor | undefined> {
  try {
    const parsed = writtenDoor.safeParse(JSON.parse(await world.files.readFile(join(directory, doorName), 'utf8')));
    if (!parsed.success) return undefined;
    const age = world.clock.now() - parsed.data.at;
    return age >= 0 && age < keptForMs ? { port: parsed.data.port, digests: parsed.data.digests } : undefined;
  } catch {
    // None was written, or it cannot be read: the person asks for a new link, as after any start.
    return undefined;
  }
}

/** Notes the door that was opened. A disk that cannot be written costs the page its way back, and nothing else. */
export async function keepDoor(
  world: Pick<World, 'files' | 'clock'>,
  directory: string,
  door: LastDoor,
): Promise<void> {
  const written = { port: door.port, digests: door.digests.slice(0, mostDigests), at: world.clock.now() };
  const path = join(directory, doorName);
  try {
    await world.files.rm(path, { force: true });
    await world.files.writeFile(path, JSON.stringify(written), { mode: 0o600, flag: 'wx' });
  } catch {
    // As above.
  }
}

/** A host that was told to stop opens to no token again. */
export async function forgetDoor(world: Pick<World, 'files'>, directory: string): Promise<void> {
  await world.files.rm(join(directory, doorName), { force: true }).catch(() => undefined);
}
