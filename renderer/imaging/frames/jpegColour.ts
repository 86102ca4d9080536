/**
 * An Adobe segment that says "no transform: these are red, green and blue" (T.872 6.5.3), for a JPEG that says nothing of
 * its colours: its decoder would take them for a brightness and two differences, and draw a red vessel as a green one.
 * Only the data set knows (PS3.5 8.2.1). The same bytes where the JPEG itself tells: a JFIF or Adobe segment, components
 * named R, G and B, or differences at less than full resolution, which nobody does to red, green and blue.
 */
export function withDeclaredColours(bytes: Uint8Array, photometricInterpretation: string): Uint8Array {
  if (photometricInterpretation !== 'RGB' || saysItsColours(bytes)) return bytes;
  const declared = new Uint8Array(bytes.length + noTransform.length);
  declared.set(bytes.subarray(0, 2));
  declared.set(noTransform, 2);
  declared.set(bytes.subarray(2), 2 + noTransform.length);
  return declared;
}

// APP14, 14 bytes: "Adobe", version 100, no flags, transform 0.
const noTransform = Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0);

function saysItsColours(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const body = bytes.subarray(at + 4, at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)));
    if (marker === 0xe0 && startsWith(body, 'JFIF')) return true;
    if (marker === 0xee && startsWith(body, 'Adobe')) return true;
    if (marker >= 0xc0 && marker <= 0xc2) return !isPlainThree(body);
    if (body.length === 0 && marker !== 0xff) return true;
    at += 4 + body.length;
  }
  return true;
}

function startsWith(body: Uint8Array, word: string): boolean {
  return [...word].every((letter, index) => body[index] === letter.charCodeAt(0));
}

/** Three components of one size, not named R, G and B (T.81 B.2.2). */
function isPlainThree(frame: Uint8Array): boolean {
  if (frame[5] !== 3) return false;
  const component = (index: number) => ({ id: frame[6 + 3 * index] ?? 0, sampling: frame[7 + 3 * index] ?? 0 });
  const three = [component(0), component(1), component(2)];
  return (
    three.every(({ sampling }) => sampling === 0x11) && String.fromCharCode(...three.map(({ id }) => id)) !== 'RGB'
  );
}
