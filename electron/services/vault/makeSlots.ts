import type { Random } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { Slot } from './keyFile.ts';
import type { Keychain } from './openMasterKey.ts';
import { keychainSlot, type PassphraseCost, sealWithPassphrase, sealWithRecoveryCode } from './slots.ts';

export const shortestPassphrase = 12;

export interface SetUpWith {
  readonly method: 'keychain' | 'passphrase';
  readonly passphrase?: string | undefined;
}

export interface SlotsToMake {
  readonly way: SetUpWith;
  readonly recoveryCode: string;
  readonly profileId: string;
  readonly masterKey: Uint8Array;
  readonly cost: PassphraseCost;
}

/** Two ways in, always: a changed keychain or a forgotten passphrase must not strand an unsent report. */
export async function makeSlots(
  random: Random,
  keychain: Keychain,
  wanted: SlotsToMake,
): Promise<Result<readonly Slot[], Failure>> {
  const { way, profileId, masterKey, recoveryCode, cost } = wanted;
  const spare = sealWithRecoveryCode(random, profileId, masterKey, recoveryCode);
  if (way.method === 'keychain') {
    const sealed = keychain.available ? await sealProven(keychain, masterKey) : undefined;
    return sealed ? succeed([keychainSlot(sealed), spare]) : fail({ code: 'KeychainUnavailable' });
  }
  const passphrase = way.passphrase ?? '';
  if ([...passphrase].length < shortestPassphrase) {
    return fail({ code: 'PassphraseTooShort', details: { shortest: shortestPassphrase } });
  }
  return succeed([await sealWithPassphrase(random, profileId, masterKey, passphrase, cost), spare]);
}

/** A keychain that does not give back what it took would lock the profile for ever: it is tried before it is trusted. */
async function sealProven(keychain: Keychain, masterKey: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    const sealed = await keychain.seal(masterKey);
    const back = await keychain.unseal(sealed);
    return Buffer.from(back).equals(masterKey) ? sealed : undefined;
  } catch {
    return undefined;
  }
}
