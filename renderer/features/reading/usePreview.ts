import { useEffect, useState } from 'react';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { useHostAccess } from '../../host/hostContext.ts';

/** A frame that comes at once needs no preview, and asking would only stand in its way. */
const askAfterMs = 250;
/** Pixels from which a frame is a radiograph that no slow line brings at once: its preview is asked for beside it. */
const largeFrame = 2_000_000;

/**
 * Address of a small picture of a frame that is on its way; undefined while there is none, which is most of the time:
 * the site must allow it, and the frame must be slower than the picture. It goes with the wait that it was for.
 */
export function usePreview(study: StudyRef, item: FrameOfImage | undefined): string | undefined {
  const { client } = useHostAccess();
  const [preview, setPreview] = useState<{ readonly item: FrameOfImage; readonly url: string }>();
  const { archiveId, studyInstanceUID } = study;
  useEffect(() => {
    if (!item) return undefined;
    const abort = new AbortController();
    let url: string | undefined;
    const { seriesInstanceUID, sopInstanceUID } = item.image;
    const frame = {
      archiveId,
      studyInstanceUID,
      seriesInstanceUID,
      sopInstanceUID,
      frameNumber: item.frame.frameNumber,
    };
    const isLarge = item.image.layout.rows * item.image.layout.columns >= largeFrame;
    const timer = setTimeout(
      () => {
        void client['studies.readPreview']({ frame }, { signal: abort.signal }).then((answer) => {
          if (abort.signal.aborted || !answer.ok || !answer.value.preview) return;
          const { mediaType, base64 } = answer.value.preview;
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
          setPreview({ item, url });
        });
      },
      isLarge ? 0 : askAfterMs,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
      setPreview(undefined);
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [client, item, archiveId, studyInstanceUID]);
  return preview && preview.item === item ? preview.url : undefined;
}
