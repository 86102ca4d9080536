import { useEffect, useMemo, useState } from 'react';
import { useHostAccess } from '#renderer/host/hostContext.ts';
import type { StudyToTry } from '#shared/contract/hanging.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { wantedOf } from './model/protocolList.ts';

export type TriedStudy = StudyToTry;

/** As many as a person looks over at a glance. */
const mostTried = 20;
/** A radiograph is CR or DX by whoever made the cassette; more kinds in one protocol are not asked for. */
const mostKinds = 4;

export interface Examples {
  /** Newest first; undefined: not answered yet. */
  readonly studies: readonly TriedStudy[] | undefined;
}

/**
 * The last studies of the kind that a protocol is for, as far as their headers are on this disk; `opened`: from where the
 * editor was opened, first of all where it is of that kind. No archive is asked.
 */
export function useExamples(protocol: Protocol | undefined, opened: StudyRef | undefined): Examples {
  const { client } = useHostAccess();
  const [answered, setAnswered] = useState<{ readonly key: string; readonly studies: readonly TriedStudy[] }>();
  const kinds = protocol ? wantedOf(protocol, 'modality').slice(0, mostKinds) : [];
  const parts = protocol ? wantedOf(protocol, 'bodyPart') : [];
  const key = `${kinds.join()} ${parts.join()}`;
  useEffect(() => {
    let isCurrent = true;
    const [modalityText = '', partText = ''] = key.split(' ');
    const wanted = modalityText.split(',').filter((each) => each !== '');
    const bodyParts = partText.split(',').filter((each) => each !== '');
    // One part is asked for; of several, every study of the kind is looked at.
    const [bodyPart] = bodyParts.length === 1 ? bodyParts : [];
    const questions = wanted.map((modality) =>
      client['hanging.cachedStudies']({ modality, most: mostTried, ...(bodyPart !== undefined && { bodyPart }) }),
    );
    void Promise.all(questions).then((answers) => {
      if (!isCurrent) return;
      setAnswered({ key, studies: newestFirst(answers.flatMap((answer) => (answer.ok ? answer.value.studies : []))) });
    });
    return () => {
      isCurrent = false;
    };
  }, [client, key]);
  const openedKey = opened && studyKey(opened);
  return useMemo(() => {
    if (answered?.key !== key) return { studies: undefined };
    const isOpened = ({ item }: TriedStudy) => studyKey(item.study) === openedKey;
    const first = answered.studies.filter(isOpened);
    return { studies: [...first, ...answered.studies.filter((each) => !isOpened(each))].slice(0, mostTried) };
  }, [answered, key, openedKey]);
}

function newestFirst(studies: readonly TriedStudy[]): readonly TriedStudy[] {
  const byKey = new Map(studies.map((each) => [studyKey(each.item.study), each]));
  const when = ({ item }: TriedStudy) => `${item.studyDate ?? ''}${item.studyTime ?? ''}`;
  return [...byKey.values()].sort((one, other) => (when(one) < when(other) ? 1 : when(one) > when(other) ? -1 : 0));
}
