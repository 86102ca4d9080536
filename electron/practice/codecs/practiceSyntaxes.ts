/** The transfer syntaxes the practice archive writes (PS3.6 table A-1). */
export const practiceSyntaxes = {
  explicitLittleEndian: '1.2.840.10008.1.2.1',
  rle: '1.2.840.10008.1.2.5',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
  jpegLs: '1.2.840.10008.1.2.4.80',
  jpeg2000: '1.2.840.10008.1.2.4.90',
  htj2k: '1.2.840.10008.1.2.4.201',
} as const;

export type PracticeSyntax = (typeof practiceSyntaxes)[keyof typeof practiceSyntaxes];
