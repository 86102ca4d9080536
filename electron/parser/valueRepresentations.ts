import { attributes } from '#shared/dicom/attributes.ts';

const known = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV'.split(' '),
);
/** VRs whose explicit form has two reserved bytes and a length of 32 bits (PS3.5 section 7.1.2). */
const longForm = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
const vrOfTag = new Map<string, string>(Object.values(attributes).map(([tag, vr]) => [tag, vr]));
/** US or SS, as PixelRepresentation says (PS3.6 writes "US or SS"). */
const signedWithPixels = new Set(['00280106', '00280107', '00280120', '00280121']);

export function isValueRepresentation(text: string): boolean {
  return known.has(text);
}

export function hasLongForm(vr: string): boolean {
  return longForm.has(vr);
}

/** The VR of a tag in an implicit data set; UN for what Durbeen does not read. */
export function implicitVR(tag: string, signedPixels: boolean): string {
  if (signedPixels && signedWithPixels.has(tag)) return 'SS';
  if (tag.endsWith('0000')) return 'UL';
  // Private creators (gggg,0010-00FF) are LO (PS3.5 section 7.8.1).
  if (/^...[13579BDF]00[1-9A-F].$/.test(tag)) return 'LO';
  return vrOfTag.get(tag) ?? 'UN';
}
