import { safeStorage } from 'electron';

/** The system's keychain, by its asynchronous calls only: the others stop every window while the system asks a person. */
export const keyVault = {
  /**
   * Whether sealing protects anything. Where a Linux desktop has no secret service, Chromium falls back to a password
   * that stands in its own source (`basic_text`); that is refused, and a passphrase must lock the data instead.
   */
  async isAvailable(): Promise<boolean> {
    if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) {
      return false;
    }
    return safeStorage.isAsyncEncryptionAvailable();
  },

  /** @throws when the system refuses. */
  async seal(bytes: Uint8Array): Promise<Uint8Array> {
    if (!(await keyVault.isAvailable())) throw new Error('the keychain protects nothing here');
    return new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(bytes).toString('base64')));
  },

  /** @throws when the system refuses, or the bytes were not sealed by it. */
  async unseal(bytes: Uint8Array): Promise<Uint8Array> {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(bytes));
    return new Uint8Array(Buffer.from(result, 'base64'));
  },
};
