import { useEffect, useState } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { useHostAccess } from '../../../host/hostContext.ts';
import { imageIdAt } from '../../../imaging/frames/frameCatalogue.ts';

/** Image ids of the frames that are on this disk, whether or not they have been looked at; undefined until told. */
export type Presence = ReadonlySet<string> | undefined;

/** Frames come by the second on a good line; the map follows at this pace. */
const gatherMs = 800;

/** Keeps the map of the frames of all studies on the desk true while they are there (link.md O5). */
export function usePresence(studies: readonly StudyRef[]): StoreApi<{ readonly here: Presence }> {
  const { client, transport } = useHostAccess();
  const [store] = useState(() => createStore<{ readonly here: Presence }>(() => ({ here: undefined })));
  const [known] = useState(() => new Map<string, readonly string[]>());
  const same = useSameStudies(studies);
  useEffect(() => {
    const asked = new Map(same.map((study) => [studyKey(study), study]));
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
  }, [client, transport, store, known, same]);
  return store;
}

/** The same studies in another list are the same. */
function useSameStudies(studies: readonly StudyRef[]): readonly StudyRef[] {
  const [held, setHeld] = useState(studies);
  const isSame = held.length === studies.length && held.every((study, place) => isSameStudy(study, studies[place]));
  if (!isSame) setHeld(studies);
  return isSame ? held : studies;
}

function isSameStudy(one: StudyRef, other: StudyRef | undefined): boolean {
  return other !== undefined && studyKey(one) === studyKey(other);
}

function imageIdsOf(
  study: StudyRef,
  { sopInstanceUID, frameNumbers }: { readonly sopInstanceUID: string; readonly frameNumbers: readonly number[] },
): readonly string[] {
  return frameNumbers.map((number) => imageIdAt(study, sopInstanceUID, number));
}
