import { useState } from 'react';
import { useHostAccess, useKeepAnswer } from '#renderer/host/hostContext.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { OutputOf } from '#shared/contract/procedure.ts';
import type { reports } from '#shared/contract/reports.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { oneAtATime } from './oneAtATime.ts';

export type Preview = OutputOf<(typeof reports)['reports.preview']>;

/** Two steps: the last look at what will leave, then signing that very revision. */
export interface Signing {
  readonly preview: Preview | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly begin: () => Promise<void>;
  readonly goBack: () => void;
  readonly sign: () => Promise<void>;
  /** The reader has compared the names: the same patient. Looks again. */
  readonly confirmIdentity: () => Promise<void>;
}

// These make signing impossible; other warnings are for the reader to weigh.
const blocking: ReadonlySet<string> = new Set(['ReportEmpty', 'SignerMissing', 'ReportTooLong', 'NotFound']);

export function isBlocked(preview: Preview): boolean {
  return needsIdentityCheck(preview) || preview.warnings.some((warning) => blocking.has(warning.code));
}

/** The archive has named the patient differently since the draft was begun; only a person can say what that means. */
export function needsIdentityCheck(preview: Preview): boolean {
  return preview.warnings.some(
    (warning) => warning.code === 'IdentityChanged' && warning.details?.['reason'] === 'sinceBegun',
  );
}

export function useSigning(study: StudyRef, keeper: DraftKeeper): Signing {
  const { client } = useHostAccess();
  const keep = useKeepAnswer();
  const [shown, setShown] = useState<{ preview: Preview; reportId: string; revision: number }>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);

  const [once] = useState(oneAtATime);

  const alone = (act: () => Promise<void>): Promise<void> =>
    once(async () => {
      setBusy(true);
      setFailure(undefined);
      await act().finally(() => setBusy(false));
    });

  const look = async (): Promise<void> => {
    const { at } = keeper;
    const answer = await client['reports.preview'](at);
    if (answer.ok) setShown({ preview: answer.value, ...at });
    else setFailure(answer.failure);
  };

  return {
    preview: shown?.preview,
    failure,
    busy,
    goBack: () => {
      setShown(undefined);
      setFailure(undefined);
    },
    begin: () =>
      alone(async () => {
        // What is not kept cannot be signed; the state line says why it is not.
        if (await keeper.flushAll()) await look();
      }),
    confirmIdentity: () =>
      alone(async () => {
        if (await keeper.confirmIdentity()) await look();
      }),
    sign: () =>
      alone(async () => {
        if (!shown || isBlocked(shown.preview)) return;
        // The revision that was looked at, not whatever is newest: what is signed is what was shown.
        const answer = await client['reports.sign']({ reportId: shown.reportId, revision: shown.revision });
        if (!answer.ok) {
          setFailure(answer.failure);
          return;
        }
        keeper.hear(answer.value);
        keep('reports.open', { study }, answer.value);
        setShown(undefined);
      }),
  };
}
