import { scrypt } from 'node:crypto';
import { deriveKey } from '#electron/base/crypto/deriveKey.ts';
import { seal, unseal } from '#electron/base/crypto/seal.ts';
import type { Random } from '#electron/base/world.ts';
import type { PassphraseSlot, Slot } from './keyFile.ts';

/**
 * What one guess costs: 128 MiB and about a third of a second. scrypt (RFC 7914), not argon2id: Electron's crypto names
 * argon2 and then throws, because BoringSSL has none, and one profile must open through both doors.
 * Stands in the slot, so that it can grow.
 */
export interface PassphraseCost {
  readonly rounds: number;
  readonly blockSize: number;
  readonly parallelism: number;
}
export const passphraseCost: PassphraseCost = { rounds: 131_072, blockSize: 8, parallelism: 1 };

const associated = (profileId: string, kind: Slot['kind']): string => `durbeen slot 1 ${kind} ${profileId}`;
const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const decode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

type Stretched = Omit<PassphraseSlot, 'sealed' | 'kind'>;

async function passphraseKey(passphrase: string, slot: Stretched): Promise<Uint8Array> {
  // One spelling for what looks the same: an accent may be typed as one character or as two.
  const secret = Buffer.from(passphrase.normalize('NFC'), 'utf8');
  const { rounds, blockSize, parallelism } = slot;
  const options = { N: rounds, r: blockSize, p: parallelism, maxmem: 128 * rounds * blockSize + 64 * 1024 * 1024 };
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(secret, decode(slot.salt), 32, options, (error, derived) => (error ? reject(error) : resolve(derived)));
  });
  secret.fill(0);
  return new Uint8Array(key);
}

export async function sealWithPassphrase(
  random: Random,
  profileId: string,
  masterKey: Uint8Array,
  passphrase: string,
  cost: PassphraseCost,
): Promise<Slot> {
  const settings: Stretched = { stretch: 'scrypt', salt: encode(random.bytes(16)), ...cost };
  const key = await passphraseKey(passphrase, settings);
  const sealed = seal(key, masterKey, associated(profileId, 'passphrase'), random.bytes(12));
  key.fill(0);
  return { kind: 'passphrase', ...settings, sealed: encode(sealed) };
}

export async function openWithPassphrase(
  slot: PassphraseSlot,
  profileId: string,
  passphrase: string,
): Promise<Uint8Array | undefined> {
  const key = await passphraseKey(passphrase, slot);
  const masterKey = unseal(key, decode(slot.sealed), associated(profileId, 'passphrase'));
  key.fill(0);
  return masterKey;
}

/** The code has 140 random bits, so it needs no stretching. `code` in its one spelling. */
export function sealWithRecoveryCode(random: Random, profileId: string, masterKey: Uint8Array, code: string): Slot {
  const salt = random.bytes(32);
  const key = deriveKey(Buffer.from(code, 'ascii'), 'durbeen recovery code', salt);
  const sealed = seal(key, masterKey, associated(profileId, 'recoveryCode'), random.bytes(12));
  return { kind: 'recoveryCode', salt: encode(salt), sealed: encode(sealed) };
}

export function openWithRecoveryCode(
  slot: Extract<Slot, { kind: 'recoveryCode' }>,
  profileId: string,
  code: string,
): Uint8Array | undefined {
  const key = deriveKey(Buffer.from(code, 'ascii'), 'durbeen recovery code', decode(slot.salt));
  return unseal(key, decode(slot.sealed), associated(profileId, 'recoveryCode'));
}

export function keychainSlot(sealedByKeychain: Uint8Array): Slot {
  return { kind: 'keychain', sealed: encode(sealedByKeychain) };
}

export function keychainBytes(slot: Extract<Slot, { kind: 'keychain' }>): Uint8Array {
  return decode(slot.sealed);
}

export function sealForPractice(random: Random, profileId: string, masterKey: Uint8Array): Slot {
  const key = random.bytes(32);
  const sealed = seal(key, masterKey, associated(profileId, 'practice'), random.bytes(12));
  return { kind: 'practice', key: encode(key), sealed: encode(sealed) };
}

export function openPractice(slot: Extract<Slot, { kind: 'practice' }>, profileId: string): Uint8Array | undefined {
  return unseal(decode(slot.key), decode(slot.sealed), associated(profileId, 'practice'));
}
