import type { Brand } from '../base/brand.ts';

export type StudyInstanceUID = Brand<string, 'StudyInstanceUID'>;
export type SeriesInstanceUID = Brand<string, 'SeriesInstanceUID'>;
export type SOPInstanceUID = Brand<string, 'SOPInstanceUID'>;
export type TransferSyntaxUID = Brand<string, 'TransferSyntaxUID'>;

const uidPattern = /^[0-2](\.\d+)+$/;

/**
 * Whether the text is a UID as PS3.5 section 9.1 writes it: digits and dots, at most 64 characters. Components with a
 * leading zero, which it forbids, are let pass: devices and archives write them, and a study is not lost over one.
 */
export function isUID(text: string): boolean {
  return text.length <= 64 && uidPattern.test(text);
}

/**
 * A UID under 2.25 from 16 random bytes (PS3.5 section B.2).
 * @throws RangeError unless exactly 16 bytes are given.
 */
export function uidFromRandom(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError('A UUID-derived UID needs 16 bytes.');
  let value = 0n;
  for (const [index, byte] of bytes.entries()) {
    // Version 4, variant 1: the bits RFC 9562 fixes, so that the number is a real UUID.
    const fixed = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    value = (value << 8n) | BigInt(fixed);
  }
  return `2.25.${value}`;
}
