/**
 * Reads DICOM files and files of protocols, and decodes frames, that nobody vouches for: bytes in, values out, in a process of its own without
 * keys or network, which may die of a file without harm (trust.md section 7). Owns the file format and its limits; must
 * not know where files come from or what becomes of their values.
 */
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { EncodedFrameShape } from '#shared/dicom/frameCheck.ts';
import type { FramePlace } from '#shared/dicom/framePlace.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import type { ProtocolText } from './readProtocolText.ts';

/** One SOP instance as a file holds it. Identity UIDs are there and well formed; nothing else is promised. */
export interface ParsedInstance {
  /** Without group 2 and pixel data; text in Unicode. */
  readonly attributes: DicomDataset;
  readonly transferSyntaxUID: TransferSyntaxUID;
  /** Where each frame lies, in order; empty when there is no pixel data. */
  readonly frames: readonly FramePlace[];
  /** Where the file inside the file lies, of an encapsulated document (PS3.3 C.24.2); one piece. */
  readonly document?: FramePlace | undefined;
  /** The whole data set inflated, for a deflated file only: then `frames` point into this and not into the file. */
  readonly inflated?: Uint8Array | undefined;
}

export interface FrameToDecode {
  readonly bytes: Uint8Array;
  readonly transferSyntaxUID: string;
  readonly shape: EncodedFrameShape;
}

export interface Parser {
  /** Failures: `NotDicom`, `DicomDamaged`, `DicomTooLarge`, `TransferSyntaxUnsupported`, `ParserStopped`. */
  readFile(bytes: Uint8Array): Promise<Result<ParsedInstance, Failure>>;
  /**
   * The samples of one frame as native pixel data holds them, little-endian (PS3.5 section 8.1.1). Failures:
   * `FrameNotDecodable`, `FrameTooLarge`, `TransferSyntaxUnsupported`, `ParserStopped`.
   */
  decodeFrame(frame: FrameToDecode): Promise<Result<Uint8Array, Failure>>;
  /** The same, for whoever wants to know whether it can be done: the samples, many times the frame, stay over there. */
  checkFrame(frame: FrameToDecode): Promise<Result<void, Failure>>;
  /** A file of hanging protocols: those that are some by their form, and why others are not. Failure: `ParserStopped`. */
  readProtocols(bytes: Uint8Array): Promise<Result<ProtocolText, Failure>>;
  close(): Promise<void>;
}

export { launchWithNode, type ParserProcess } from './launchWithNode.ts';
export { type ParserOptions, startParser } from './parserClient.ts';
export type { ProtocolText } from './readProtocolText.ts';
