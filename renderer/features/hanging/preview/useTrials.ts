import { useEffect, useMemo, useState } from 'react';
import type { StudyToTry } from '#shared/contract/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { hangingNow, type Trial, tryProtocol, type WantedOfTrial } from '#shared/hanging/trial.ts';

/** One study with what a protocol would do to it. */
export interface TriedItem {
  readonly item: StudyToTry['item'];
  readonly trial: Trial;
}

export interface Trials {
  /** In the order of the studies; those that are not tried yet are missing. */
  readonly tried: readonly TriedItem[];
  readonly isDone: boolean;
}

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
  const [answer, setAnswer] = useState<{ readonly question: unknown; readonly tried: readonly TriedItem[] }>();
  useEffect(() => {
    if (!question) return undefined;
    const tried: TriedItem[] = [];
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      const study = question.studies[tried.length];
      if (!study) {
        setAnswer({ question, tried });
        return;
      }
      hangingNow(study.toHang, question.inForce);
      timer = setTimeout(tryIt, 0, study);
    };
    const tryIt = ({ item, toHang }: StudyToTry) => {
      tried.push({ item, trial: tryProtocol(toHang, question.protocol, question.inForce, question.wanted) });
      timer = setTimeout(next);
    };
    timer = setTimeout(next);
    return () => clearTimeout(timer);
  }, [question]);
  const isDone = question !== undefined && answer?.question === question;
  // What was found out before stands until the next is: words that are being chosen make nothing flicker.
  return { tried: answer?.tried ?? [], isDone };
}
