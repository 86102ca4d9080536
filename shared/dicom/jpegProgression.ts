/**
 * Whether a progressive JPEG sends the bits of its coefficients in several scans (successive approximation, T.81 G.1.1.1.2).
 * The decoder in use puts them together wrongly, by up to 150 of 4,095 values and without a word, so such a frame is not
 * drawn; spectral selection alone it decodes right.
 */
export function refinesCoefficients(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 < bytes.length; ) {
    if (bytes[at] !== 0xff || (bytes[at + 1] ?? 0) === 0 || isRestart(bytes[at + 1] ?? 0)) {
      at += 1;
      continue;
    }
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return false;
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    // The last byte of a scan header: the bit that it ends at, and the one that the scan before it ended at.
    if (marker === 0xda && (bytes[end - 1] ?? 0) !== 0) return true;
    at = end;
  }
  return false;
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}
