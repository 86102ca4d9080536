import { useEffect, useState } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { useHostAccess } from '../../host/hostContext.ts';

/** Image ids of the frames that are on this disk, whether or not they have been looked at; undefined until told. */
export type Presence = ReadonlySet<string> | undefined;

/** Frames come by the second on a good line; the map follows at this pace. */
const gatherMs = 800;

/** Keeps the map of a study's frames true while it is on the desk (link.md O5). */
export function usePresence(study: StudyRef): StoreApi<{ readonly here: Presence }> {
  const { client, transport } = useHostAccess();
  const [store] = useState(() => createStore<{ readonly here: Presence }>(() => ({ here: undefined })));
  const { archiveId, studyInstanceUID } = study;
  useEffect(() => {
    const asked: StudyRef = { archiveId, studyInstanceUID };
    const key = studyKey(asked);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const ask = async () => {
      timer = undefined;
      const answer = await client['studies.readPresence']({ study: asked });
      if (isGone || !answer.ok) return;
      store.setState({ here: new Set(answer.value.flatMap((each) => imageIdsOf(asked, each))) });
    };
    void ask();
    const stop = transport.onEvent((event) => {
      if (event.event !== 'readiness.changed' || !event.studies.some((each) => studyKey(each) === key)) return;
      timer ??= setTimeout(() => void ask(), gatherMs);
    });
    return () => {
      isGone = true;
      clearTimeout(timer);
      stop();
    };
  }, [client, transport, store, archiveId, studyInstanceUID]);
  return store;
}

/** As `imageIdOf` writes it. */
export function idOf(archiveId: string, sopInstanceUID: string, frameNumber: number): string {
  return `durbeen:${archiveId}/${sopInstanceUID}/${frameNumber}`;
}

function imageIdsOf(
  { archiveId }: StudyRef,
  { sopInstanceUID, frameNumbers }: { readonly sopInstanceUID: string; readonly frameNumbers: readonly number[] },
): readonly string[] {
  return frameNumbers.map((number) => idOf(archiveId, sopInstanceUID, number));
}
