import type { DataKeys } from '#electron/base/crypto/dataKeys.ts';
import { deriveKey } from '#electron/base/crypto/deriveKey.ts';
import { seal, unseal } from '#electron/base/crypto/seal.ts';
import type { Random } from '#electron/base/world.ts';
import type { KeyFileContent } from './keyFile.ts';

const associated = (profileId: string, number: number): string => `durbeen epoch 1 ${number} ${profileId}`;

/** A random key for an epoch, sealed: were it derived from the master key, it could never be destroyed. */
export function makeEpoch(
  random: Random,
  profileId: string,
  masterKey: Uint8Array,
  number: number,
): KeyFileContent['epoch'] {
  const epochKey = random.bytes(32);
  const wrap = deriveKey(masterKey, 'durbeen wrap');
  const sealed = seal(wrap, epochKey, associated(profileId, number), random.bytes(12));
  wrap.fill(0);
  epochKey.fill(0);
  return { number, sealed: Buffer.from(sealed).toString('base64') };
}

/** Every key of the profile; undefined when the epoch's seal does not open, which a whole key file rules out. */
export function deriveProfileKeys(content: KeyFileContent, masterKey: Uint8Array): DataKeys | undefined {
  const wrap = deriveKey(masterKey, 'durbeen wrap');
  const { number, sealed } = content.epoch;
  const epochKey = unseal(wrap, Buffer.from(sealed, 'base64'), associated(content.profileId, number));
  wrap.fill(0);
  if (!epochKey) return undefined;
  return {
    records: deriveKey(masterKey, 'durbeen records.db'),
    cacheDatabase: deriveKey(masterKey, 'durbeen cache.db'),
    secrets: deriveKey(masterKey, 'durbeen archive secrets'),
    logHash: deriveKey(masterKey, 'durbeen log hash'),
    epochKey,
    epoch: number,
  };
}
