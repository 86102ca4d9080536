import { abortSignalOf } from '#electron/base/abortSignalOf.ts';
import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { OutputOf } from '#shared/contract/procedure.ts';
import { mostPrefixBytes, previewSide } from '#shared/contract/studies.ts';
import type { ArchiveId, FrameKey } from '#shared/dicom/frameKey.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { StudyCache } from '../cache/index.ts';

export interface PreviewsOptions {
  /** Whether the person allows previews of an archive; each site has its own policy. */
  readonly isAllowed: (archiveId: ArchiveId) => boolean;
  readonly clientOf: (archiveId: ArchiveId) => ArchiveClient | undefined;
  readonly cache: Pick<StudyCache, 'hasFrame'>;
}

type Answer = OutputOf<DurbeenContract['studies.readPreview']>;

/** Answers that say "I make none", not "the line is bad". */
const refusals: ReadonlySet<string> = new Set(['ArchiveNotFound', 'ArchiveFailed', 'ArchiveAnswerInvalid']);
const mostRefusals = 3;

/**
 * Pictures for a glance while the image itself is on its way (link.md section 4, "Previews anywhere"). They are kept
 * nowhere, counted nowhere and never stand in for a frame: an archive windows and shrinks them as it likes, and the
 * beginning of a codestream is the image at a quarter of its size.
 */
export class Previews {
  readonly #options: PreviewsOptions;
  /** How often in a row an archive made none. One that renders nothing is asked no more until the next start. */
  readonly #refusals = new Map<ArchiveId, number>();

  constructor(options: PreviewsOptions) {
    this.#options = options;
  }

  /** Nothing, where there is none to have: the image comes in any case, so this is no failure. */
  async read(key: FrameKey, signal: CancelSignal): Promise<Result<Answer, Failure>> {
    const { isAllowed, clientOf, cache } = this.#options;
    const client = clientOf(key.archiveId);
    if (!client || !isAllowed(key.archiveId) || cache.hasFrame(key)) return succeed({});
    const stopped = abortSignalOf(signal);
    const address = { study: key.studyInstanceUID, series: key.seriesInstanceUID, instance: key.sopInstanceUID };
    // The image's own pixels, which come in any case, are a better picture than any the archive would make.
    const prefix = await client.readPrefix?.(address, key.frameNumber, stopped);
    if (stopped.aborted || cache.hasFrame(key)) return succeed({});
    if (prefix && prefix.bytes.length <= mostPrefixBytes) {
      const { transferSyntaxUID, bytes } = prefix;
      const base64 = Buffer.from(bytes).toString('base64');
      return succeed({ preview: { kind: 'prefix', transferSyntaxUID, base64 } });
    }
    if (this.#refused(key.archiveId)) return succeed({});
    const options = { lane: 'preview', signal: stopped } as const;
    const rendered = await client.readRendered(address, key.frameNumber, previewSide, options);
    if (!rendered.ok) {
      if (refusals.has(rendered.failure.code)) {
        this.#refusals.set(key.archiveId, (this.#refusals.get(key.archiveId) ?? 0) + 1);
      }
      return succeed({});
    }
    this.#refusals.delete(key.archiveId);
    // What has come meanwhile is better than any picture of it.
    if (cache.hasFrame(key)) return succeed({});
    const { mediaType, bytes } = rendered.value;
    return succeed({ preview: { kind: 'rendered', mediaType, base64: Buffer.from(bytes).toString('base64') } });
  }

  #refused(archiveId: ArchiveId): boolean {
    return (this.#refusals.get(archiveId) ?? 0) >= mostRefusals;
  }
}
