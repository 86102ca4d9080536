import { useEffect, useRef, useState } from 'react';
import type { Failure, FailureCode } from '#shared/contract/failures.ts';
import type { FramePreview } from '#shared/contract/studies.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { useHostAccess } from '../../../host/hostContext.ts';
import { addressOfPicture, pictureOfPrefix, preparePictures } from '../../../imaging/frames/prefixPicture.ts';

/** A frame that comes at once needs no preview, and asking would only stand in its way. */
const askAfterMs = 250;
/** Pixels from which a frame is a radiograph that no slow line brings at once: its preview is asked for beside it. */
const largeFrame = 2_000_000;

/** The line or the host is away: the frame comes when that is back. */
const comesBack: ReadonlySet<FailureCode> = new Set([
  'FrameNotHere',
  'HostGone',
  'ArchiveNameNotFound',
  'ArchiveUnreachable',
  'ArchiveConnectionRefused',
  'ArchiveTimedOut',
  'ArchiveAnswerCut',
]);

/** Whether a frame that did not come is still waited for, so that what stands for it stays. */
export function isStillAwaited({ code }: Failure): boolean {
  return comesBack.has(code);
}

/** A picture that stands for a frame that is on its way. */
export interface Preview {
  readonly url: string;
  /** As the archive rendered it, or the image's own pixels at 1/4 of its width and height. */
  readonly kind: FramePreview['kind'];
}

/**
 * A small picture of a frame that is on its way; undefined while there is none, which is most of the time: the site must
 * allow it, and the frame must be slower than the picture. It goes with the wait that it was for, and a line that is cut
 * meanwhile takes away nothing that is here.
 * @param item the frame that is waited for
 * @param isOnItsWay false while its line is away: nothing is asked for then
 */
export function usePreview(study: StudyRef, item: FrameOfImage | undefined, isOnItsWay: boolean): Preview | undefined {
  const { client } = useHostAccess();
  const [preview, setPreview] = useState<Preview & { readonly item: FrameOfImage }>();
  const { archiveId, studyInstanceUID } = study;
  const shown = useRef<{ readonly item: FrameOfImage; readonly url: string }>(undefined);
  useEffect(() => {
    if (!item) return undefined;
    return () => {
      setPreview(undefined);
      if (shown.current) URL.revokeObjectURL(shown.current.url);
      shown.current = undefined;
    };
  }, [item]);
  useEffect(() => {
    if (!item || !isOnItsWay || shown.current?.item === item) return undefined;
    const abort = new AbortController();
    const { seriesInstanceUID, sopInstanceUID } = item.image;
    const frame = {
      archiveId,
      studyInstanceUID,
      seriesInstanceUID,
      sopInstanceUID,
      frameNumber: item.frame.frameNumber,
    };
    const isLarge = item.image.layout.rows * item.image.layout.columns >= largeFrame;
    if (isLarge) preparePictures();
    const show = (address: string, kind: Preview['kind']) => {
      if (abort.signal.aborted) return URL.revokeObjectURL(address);
      shown.current = { item, url: address };
      setPreview({ item, url: address, kind });
    };
    const timer = setTimeout(
      () => {
        void client['studies.readPreview']({ frame }, { signal: abort.signal }).then(async (answer) => {
          const found = answer.ok && !abort.signal.aborted ? answer.value.preview : undefined;
          const address = found && (await addressOf(item, found));
          if (found && address !== undefined) show(address, found.kind);
        });
      },
      isLarge ? 0 : askAfterMs,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [client, item, isOnItsWay, archiveId, studyInstanceUID]);
  return preview && preview.item === item ? preview : undefined;
}

async function addressOf(item: FrameOfImage, preview: FramePreview): Promise<string | undefined> {
  const text = atob(preview.base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  if (preview.kind === 'rendered') return URL.createObjectURL(new Blob([bytes], { type: preview.mediaType }));
  const picture = await pictureOfPrefix(item, { ...preview, bytes });
  return picture && addressOfPicture(picture);
}
