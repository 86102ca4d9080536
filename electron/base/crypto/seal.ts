import { createCipheriv, createDecipheriv } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM with a random nonce that travels in front: for few, small secrets under one key (keys, passwords).
 * Not for bulk data, where random nonces would one day repeat; see `electron/services/cache/pack`.
 * @param associated what the secret belongs to; another belonging does not open it.
 */
export function seal(key: Uint8Array, plain: Uint8Array, associated: string, nonce: Uint8Array): Uint8Array {
  if (nonce.length !== nonceBytes) throw new RangeError('A nonce has 12 bytes.');
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(associated, 'utf8'));
  const body = cipher.update(plain);
  cipher.final();
  return new Uint8Array(Buffer.concat([nonce, body, cipher.getAuthTag()]));
}

/** What was sealed; undefined when the key, the belonging or a bit is another. */
export function unseal(key: Uint8Array, sealed: Uint8Array, associated: string): Uint8Array | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(associated, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  try {
    decipher.final();
  } catch {
    plain.fill(0);
    return undefined;
  }
  return new Uint8Array(plain);
}
