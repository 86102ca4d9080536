import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { WatchedRequest } from './watchedNetwork.ts';

/** What the bench asks of the host it has started at the far end of a line; one answer each. */
export interface HostQuestions {
  /** Sets up the patients' profile on an archive, of which nothing is fetched ahead for now. */
  prepare: { in: ArchiveWish; out: null };
  /** From now on the studies of these modalities, of all where none is named, are fetched ahead. */
  fetchAhead: { in: { modalities: readonly string[] }; out: null };
  /** Any call of the contract. */
  call: { in: { name: string; input: unknown }; out: unknown };
  readFrame: { in: { key: FrameKey; urgency: 'display' | 'near' | 'background' }; out: FrameSeen };
  /** Reads all of them from the disk, sixteen at a time. */
  readAll: { in: { keys: readonly FrameKey[] }; out: { bytes: number; milliseconds: number } };
  /** An address that opens the app's page once. */
  newLink: { in: null; out: string };
  traffic: {
    in: null;
    out: { bodyBytes: number; wireBytes: number; requests: readonly WatchedRequest[]; now: number };
  };
  forgetTraffic: { in: null; out: null };
  /** Closes every connection, so that what comes next is cold. */
  resetConnections: { in: null; out: null };
  cost: { in: null; out: HostCost };
  stop: { in: null; out: null };
}

export interface ArchiveWish {
  readonly url: string;
  /** The site allows what it may: compressing for the line, and previews. */
  readonly allows?: boolean;
}

export interface FrameSeen {
  readonly bytes: number;
  readonly transferSyntaxUID: string;
  /** SHA-256 of the encoded bytes, hex. */
  readonly digest: string;
  /** From the question to the whole frame, as the host saw it. */
  readonly milliseconds: number;
}

/** What the process has used since the last question. */
export interface HostCost {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly residentBytes: number;
  readonly loopDelayP99Ms: number;
}

export type QuestionName = keyof HostQuestions;
export interface Question {
  readonly id: number;
  readonly name: QuestionName;
  readonly input: unknown;
}
export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };
