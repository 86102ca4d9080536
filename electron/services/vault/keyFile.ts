import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { syncDirectory } from '#electron/base/database/openDatabase.ts';
import { attemptFiles, type StoreFailure } from '#electron/base/database/storeFailure.ts';
import type { Files } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);

const passphraseSlot = z.object({
  kind: z.literal('passphrase'),
  stretch: z.literal('scrypt'),
  salt: base64,
  /** N of RFC 7914, a power of two; memory is 128 * N * r bytes. */
  rounds: z.number().int().min(1024).max(4_194_304),
  blockSize: z.number().int().min(1).max(64),
  parallelism: z.number().int().min(1).max(16),
  sealed: base64,
});
const slot = z.discriminatedUnion('kind', [
  passphraseSlot,
  z.object({ kind: z.literal('recoveryCode'), salt: base64, sealed: base64 }),
  z.object({ kind: z.literal('keychain'), sealed: base64 }),
  /** Opens without being asked: for synthetic studies only. The key stands beside the seal and protects nothing. */
  z.object({ kind: z.literal('practice'), key: base64, sealed: base64 }),
]);
export type Slot = z.infer<typeof slot>;
export type PassphraseSlot = z.infer<typeof passphraseSlot>;

const content = z.object({
  version: z.literal(1),
  profileId: z.string().regex(/^[0-9a-f]{32}$/),
  slots: z.array(slot).min(1),
  /** The key that wraps series keys, sealed under one made from the master key. Replacing it destroys them all. */
  epoch: z.object({ number: z.number().int().min(1), sealed: base64 }),
});
export type KeyFileContent = z.infer<typeof content>;

const fileFormat = z.object({ digest: z.string(), content });

export const keyFileName = 'keys.json';
/** The same again: a page that goes bad under one copy must not cost the signed reports behind it. */
const copyName = 'keys.copy.json';

/**
 * Reads the key file, from its copy when the file itself is damaged. `undefined` when neither is there;
 * `KeyFileDamaged` when something is there and none of it is whole.
 */
export async function readKeyFile(
  files: Files,
  directory: string,
): Promise<Result<KeyFileContent | undefined, StoreFailure | { readonly code: 'KeyFileDamaged' }>> {
  let found = false;
  for (const name of [keyFileName, copyName]) {
    const text = await attemptFiles(() => readIfThere(files, join(directory, name)));
    if (!text.ok && text.failure.code !== 'DiskFailed') return text;
    if (text.ok && text.value === undefined) continue;
    found = true;
    const read = text.ok && text.value !== undefined ? parse(text.value) : undefined;
    if (read) return succeed(read);
  }
  return found ? fail({ code: 'KeyFileDamaged' }) : succeed(undefined);
}

/** Replaces file and copy, each in one step: a cut at any moment leaves a whole old one or a whole new one. */
export function writeKeyFile(
  files: Files,
  directory: string,
  value: KeyFileContent,
): Promise<Result<void, StoreFailure>> {
  return attemptFiles(async () => {
    const text = JSON.stringify({ digest: digestOf(value), content: value }, null, 1);
    for (const name of [keyFileName, copyName]) {
      const path = join(directory, name);
      const handle = await files.open(`${path}.new`, 'w', 0o600);
      try {
        await handle.writeFile(text, 'utf8');
        await handle.sync();
      } finally {
        await handle.close();
      }
      await files.rename(`${path}.new`, path);
      await syncDirectory(files, directory);
    }
  });
}

function parse(text: string): KeyFileContent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = fileFormat.safeParse(value);
  return parsed.success && parsed.data.digest === digestOf(parsed.data.content) ? parsed.data.content : undefined;
}

/** Tells a damaged file from a wrong passphrase; forgery is what the seals are for. */
function digestOf(value: KeyFileContent): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

async function readIfThere(files: Files, path: string): Promise<string | undefined> {
  try {
    return await files.readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
