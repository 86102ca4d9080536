import { type Codec, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { type CompressedType, compressedTypes, type FrameForm } from './frameTypes.ts';
import type { ImageToAsk } from './imageToAsk.ts';

/** One way of asking for frames: in a form, or out of the whole instance. */
export type Representation = FrameForm | 'wholeInstance';

export interface AskingKnowledge {
  /** The person has allowed this archive to be asked to compress. */
  readonly mayCompress: boolean;
  /** As the image is stored, as far as is known. */
  readonly storedSyntax: string | undefined;
  /** Asked once, decoded, and every pixel as stored. */
  isProved(type: CompressedType, storedSyntax: string): boolean;
  /** The archive died of it (A4). */
  isPoisoned(type: CompressedType, storedSyntax: string, sopClass: string): boolean;
}

/** Syntaxes larger than JPEG-LS, all of them lossless (A2): a third is saved on JPEG lossless, more on the others. */
const worthCompressing = new Set<Codec>(['none', 'rle', 'jpegLossless']);

/**
 * The ways of asking for an image's frames, the best first; each is tried when the one before was refused. As stored is
 * always among them; pixels that the archive decoded are the last resort and only where they can mean nothing else than
 * the attributes say (A5): greys.
 */
export function chooseRepresentation(
  image: ImageToAsk | undefined,
  knowledge: AskingKnowledge,
): readonly Representation[] {
  const type = image && compressedTypes.find((one) => isWorthAsking(one, image, knowledge));
  const ways: Representation[] = type ? [type] : [];
  ways.push('asStored', 'wholeInstance');
  if (image?.isMonochrome) ways.push('decoded');
  return ways;
}

/** Stored without loss and larger than need be: worth asking for compressed. */
export function isStoredLarge(storedSyntax: string): boolean {
  const stored = transferSyntaxes.get(storedSyntax);
  return stored?.lossless === true && worthCompressing.has(stored.codec);
}

/** Whether an archive might be asked to compress this image once it is known how it is stored. */
export function couldBeCompressed(image: ImageToAsk, mayCompress: boolean): boolean {
  return mayCompress && image.isMonochrome && !image.isDeep && !image.isLossyAtSource;
}

function isWorthAsking(type: CompressedType, image: ImageToAsk, knowledge: AskingKnowledge): boolean {
  const { mayCompress, storedSyntax } = knowledge;
  if (storedSyntax === undefined || !couldBeCompressed(image, mayCompress)) return false;
  if (!isStoredLarge(storedSyntax)) return false;
  return knowledge.isProved(type, storedSyntax) && !knowledge.isPoisoned(type, storedSyntax, image.sopClass);
}
