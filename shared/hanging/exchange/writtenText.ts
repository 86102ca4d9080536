/** Text of VR LO or SH (PS3.5 section 6.2): no backslash, no control characters, at most so many characters. */
export function writtenText(text: string, most: number): string {
  const plain = text
    .replaceAll('\\', '/')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return [...plain].slice(0, most).join('').trim();
}
