import { hkdfSync } from 'node:crypto';

/** HKDF-SHA256 (RFC 5869): a 32-byte key for one purpose. `salt` makes it one of many of that purpose. */
export function deriveKey(root: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array(0)): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', root, salt, Buffer.from(purpose, 'utf8'), 32));
}
