import { useEffect, useState } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { useHostAccess } from '../../host/hostContext.ts';

/** Image ids of the frames that are on this disk, whether or not they have been looked at; undefined until told. */
export type Presence = ReadonlySet<string> | undefined;

/** Frames come by the second on a good line; the map follows at this pace. */
const gatherMs = 800;

/** Keeps the map of the frames of all studies on the desk true while they are there (link.md O5). */
export function usePresence(studies: readonly StudyRef[]): StoreApi<{ readonly here: Presence }> {
  const { client, transport } = useHostAccess();
  const [store] = useState(() => createStore<{ readonly here: Presence }>(() => ({ here: undefined })));
  const [known] = useState(() => new Map<string, readonly string[]>());
  const keys = studies.map(studyKey).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same studies in another list are the same.
  useEffect(() => {
    const asked = new Map(studies.map((study) => [studyKey(study), study]));
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const tell = () => store.setState({ here: new Set([...known.values()].flat()) });
    const ask = async (study: StudyRef) => {
      const answer = await client['studies.readPresence']({ study });
      if (isGone || !answer.ok) return;
      known.set(
        studyKey(study),
        answer.value.flatMap((each) => imageIdsOf(study, each)),
      );
      tell();
    };
    const askAll = () => {
      timer = undefined;
      for (const study of asked.values()) void ask(study);
    };
    for (const key of [...known.keys()]) if (!asked.has(key)) known.delete(key);
    askAll();
    const stop = transport.onEvent((event) => {
      if (event.event !== 'readiness.changed' || !event.studies.some((each) => asked.has(studyKey(each)))) return;
      timer ??= setTimeout(askAll, gatherMs);
    });
    return () => {
      isGone = true;
      clearTimeout(timer);
      stop();
    };
  }, [client, transport, store, known, keys]);
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
