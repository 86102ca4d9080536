import type { MediaType } from '#electron/base/http/mediaType.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import { isUID, type TransferSyntaxUID } from '#shared/dicom/uids.ts';

/** Media types under which an archive may be asked to compress (PS3.18 table 8.7.3-5), the smallest first (link.md §4). */
export const compressedTypes = ['image/jls', 'image/jp2', 'image/jphc'] as const;
export type CompressedType = (typeof compressedTypes)[number];

/** How frames are asked for: as stored, compressed by the archive, or decoded by it. */
export type FrameForm = 'asStored' | 'decoded' | CompressedType;

/**
 * One range, `type` quoted alone and the syntax outside: the one form that every archive read about accepts (A1).
 * Orthanc answers 400 to two ranges; Google 406 to a syntax inside the quotes; Microsoft's wanted `type` quoted.
 */
export function framesAcceptOf(form: FrameForm): string {
  switch (form) {
    case 'asStored':
      return 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
    case 'decoded':
      return 'multipart/related; type="application/octet-stream"';
    default:
      // No syntax: that of `image/jls` is then the lossless one (PS3.18 table 8.7.3-5), never .81 or .91.
      return `multipart/related; type="${form}"`;
  }
}

/** What a media type means when no transfer syntax is named beside it (PS3.18 table 8.7.3-5). */
const syntaxOfType: Readonly<Record<string, string>> = {
  'application/octet-stream': explicitVRLittleEndian,
  'image/dicom-rle': '1.2.840.10008.1.2.5',
  'image/x-dicom-rle': '1.2.840.10008.1.2.5',
  'image/jpeg': '1.2.840.10008.1.2.4.70',
  'image/jls': '1.2.840.10008.1.2.4.80',
  'image/x-jls': '1.2.840.10008.1.2.4.80',
  'image/jp2': '1.2.840.10008.1.2.4.90',
  'image/jphc': '1.2.840.10008.1.2.4.201',
};

/** The transfer syntax that the part names, else the answer's, else what its media type means; undefined for no pixels. */
export function syntaxOf(part: MediaType, whole: MediaType | undefined): TransferSyntaxUID | undefined {
  const type = part.type || whole?.parameters.get('type')?.toLowerCase() || '';
  const meant = syntaxOfType[type];
  if (meant === undefined) return undefined;
  const named = part.parameters.get('transfer-syntax') ?? whole?.parameters.get('transfer-syntax');
  const uid = named !== undefined && named !== '*' ? named : meant;
  return isUID(uid) ? (uid as TransferSyntaxUID) : undefined;
}
