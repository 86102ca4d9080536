import { useEffect, useSyncExternalStore } from 'react';
import { useAnswer, useHostAccess } from '#renderer/host/hostContext.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ReportSnapshot, ReportText } from '#shared/contract/reports.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { DraftKeeper, DraftView } from './draftKeeper.ts';
import { flushDrafts, keeperOf } from './draftKeepers.ts';

export interface OpenReport {
  readonly report: ReportSnapshot | undefined;
  readonly keeper: DraftKeeper | undefined;
  readonly failure: Failure | undefined;
  readonly askAgain: () => unknown;
}

/** The report of a study, kept true by the host's news, and the keeper of its text. */
export function useReport(study: StudyRef, prefilled: ReportText): OpenReport {
  const { client, transport } = useHostAccess();
  const { answer: report, failure, askAgain } = useAnswer('reports.open', { study });
  const key = studyKey(study);
  const keeper = report && studyKey(report.study) === key ? keeperOf(client, report, prefilled) : undefined;
  useEffect(() => {
    if (report) keeper?.hear(report);
  }, [report, keeper]);
  useEffect(() => keeper?.refill(prefilled), [keeper, prefilled]);
  useEffect(
    () =>
      transport.onEvent((event) => {
        if (event.event === 'reports.changed' && studyKey(event.study) === key) void askAgain();
      }),
    [transport, key, askAgain],
  );
  useEffect(() => {
    const stop = transport.onConnection((state) => {
      if (state === 'connected') void flushDrafts();
    });
    const onHidden = () => void flushDrafts();
    window.addEventListener('pagehide', onHidden);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      // Another study comes on the desk: what was typed for this one is kept first.
      void flushDrafts();
      stop();
      window.removeEventListener('pagehide', onHidden);
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, [transport]);
  return { report, keeper, failure, askAgain };
}

export function useDraft(keeper: DraftKeeper): DraftView {
  return useSyncExternalStore(keeper.subscribe, keeper.view);
}
