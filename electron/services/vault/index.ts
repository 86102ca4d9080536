/**
 * Owns the key file of a profile and, while it is unlocked, the keys made from it. The master key exists only sealed, in
 * slots: keychain, passphrase, recovery code. Must not know what the keys open; `createServices` hands them on.
 * `lock` wipes them: whoever used them has to have stopped before.
 */

export type { UnlockWith } from './openMasterKey.ts';
export { openVault, type Vault } from './openVault.ts';
