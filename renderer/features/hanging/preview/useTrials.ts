import { useEffect, useMemo, useState } from 'react';
import type { StudyToTry } from '#shared/contract/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { hangingNow, tryProtocol, type WantedOfTrial } from '#shared/hanging/trial.ts';
import { type Found, type TriedItem, trialMarks, withFound } from './trialMarks.ts';

export interface Trials {
  /** In the order of the studies; those of which nothing was ever found out are missing. */
  readonly tried: readonly TriedItem[];
  readonly isDone: boolean;
}

const noStudies: readonly StudyToTry[] = [];
const nothingFound: readonly Found[] = [];

/**
 * A protocol tried on studies, one after another, in two steps each: between two steps the page answers its keys, so that
 * it never stands still for longer than one study takes to be hung. `studies`: undefined, they are not known yet.
 */
export function useTrials(
  studies: readonly StudyToTry[] | undefined,
  protocol: Protocol | undefined,
  inForce: readonly Protocol[],
  wanted?: WantedOfTrial,
): Trials {
  const question = useMemo(
    () => (studies && protocol ? { studies, protocol, inForce, wanted } : undefined),
    [studies, protocol, inForce, wanted],
  );
  const [found, setFound] = useState(nothingFound);
  useEffect(() => {
    if (!question) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const next = (place: number) => {
      const study = question.studies[place];
      if (!study) return;
      hangingNow(study.toHang, question.inForce);
      timer = setTimeout(tryIt, 0, study, place);
    };
    const tryIt = ({ toHang }: StudyToTry, place: number) => {
      const trial = tryProtocol(toHang, question.protocol, question.inForce, question.wanted);
      setFound((before) => withFound(before, { trial, question }));
      timer = setTimeout(next, 0, place + 1);
    };
    timer = setTimeout(next, 0, 0);
    return () => clearTimeout(timer);
  }, [question]);
  const asked = question?.studies ?? noStudies;
  const tried = useMemo(() => trialMarks(asked, found, question), [asked, found, question]);
  const isDone =
    question !== undefined && tried.length === asked.length && tried.every(({ isOfBefore }) => !isOfBefore);
  return { tried, isDone };
}
