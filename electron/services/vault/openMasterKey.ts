import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { KeyFileContent, Slot } from './keyFile.ts';
import { readRecoveryCode } from './recoveryCode.ts';
import { keychainBytes, openPractice, openWithPassphrase, openWithRecoveryCode } from './slots.ts';

/** The system's keychain, as the shell offers it. Rejects when it cannot. */
export interface Keychain {
  readonly available: boolean;
  seal(bytes: Uint8Array): Promise<Uint8Array>;
  unseal(bytes: Uint8Array): Promise<Uint8Array>;
}

export type UnlockWith =
  | { readonly method: 'keychain' }
  | { readonly method: 'passphrase'; readonly passphrase: string }
  | { readonly method: 'recoveryCode'; readonly recoveryCode: string };

type MasterKey = Result<Uint8Array, Failure>;

/** Opens one slot of the key file. */
export function openMasterKey(content: KeyFileContent, keychain: Keychain, way: UnlockWith): Promise<MasterKey> {
  switch (way.method) {
    case 'keychain':
      return byKeychain(content, keychain);
    case 'passphrase':
      return byPassphrase(content, way.passphrase);
    case 'recoveryCode':
      return Promise.resolve(byRecoveryCode(content, way.recoveryCode));
  }
}

async function byKeychain(content: KeyFileContent, keychain: Keychain): Promise<MasterKey> {
  const slot = slotOf(content, 'keychain');
  if (!slot || !keychain.available) return fail({ code: 'KeychainUnavailable' });
  const masterKey = await keychain.unseal(keychainBytes(slot)).catch(() => undefined);
  return masterKey?.length === 32 ? succeed(masterKey) : fail({ code: 'KeychainUnavailable' });
}

async function byPassphrase(content: KeyFileContent, passphrase: string): Promise<MasterKey> {
  const slot = slotOf(content, 'passphrase');
  const masterKey = slot && (await openWithPassphrase(slot, content.profileId, passphrase));
  return masterKey ? succeed(masterKey) : fail({ code: 'PassphraseWrong' });
}

function byRecoveryCode(content: KeyFileContent, typed: string): MasterKey {
  const code = readRecoveryCode(typed);
  if (!code.ok) return fail({ code: code.failure.code, details: code.failure.details });
  const slot = slotOf(content, 'recoveryCode');
  const masterKey = slot && openWithRecoveryCode(slot, content.profileId, code.value);
  return masterKey ? succeed(masterKey) : fail({ code: 'RecoveryCodeWrong', details: { reason: 'other' } });
}

export function openPracticeKey(content: KeyFileContent): MasterKey {
  const slot = slotOf(content, 'practice');
  const masterKey = slot && openPractice(slot, content.profileId);
  return masterKey ? succeed(masterKey) : fail({ code: 'KeyFileDamaged' });
}

function slotOf<Kind extends Slot['kind']>(
  content: KeyFileContent,
  kind: Kind,
): Extract<Slot, { kind: Kind }> | undefined {
  return content.slots.find((slot): slot is Extract<Slot, { kind: Kind }> => slot.kind === kind);
}
