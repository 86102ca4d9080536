import { useState } from 'react';
import { useHostAccess, useKeepAnswer } from '#renderer/host/hostContext.ts';
import { limitsOf } from '#renderer/session/studyLimits.ts';
import { shownOnOf, unviewedOf } from '#renderer/session/viewedImages.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { unseenImages } from '#shared/contract/imagesAtSigning.ts';
import type { InputOf, OutputOf } from '#shared/contract/procedure.ts';
import type { reports } from '#shared/contract/reports.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { useFollowedLook } from './followLook.ts';
import { oneAtATime } from './oneAtATime.ts';

export type Preview = OutputOf<(typeof reports)['reports.preview']>;

/** Two steps: the last look at what will leave, then signing that very revision. */
export interface Signing {
  readonly preview: Preview | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  /** Nothing can be signed as it stands. */
  readonly blocked: boolean;
  /** A person must compare the names first. */
  readonly needsIdentityCheck: boolean;
  /** So many images cannot be seen, and the reader has not yet said that the report leaves without them (P6). */
  readonly needsMissingCheck: number;
  /** The reader has said so: of how many. */
  readonly signsWithout: number;
  readonly begin: () => Promise<void>;
  readonly goBack: () => void;
  readonly sign: () => Promise<void>;
  /** The reader has compared the names: the same patient. Looks again. */
  readonly confirmIdentity: () => Promise<void>;
  /** The reader signs without the images that are named as missing. */
  readonly confirmMissing: () => void;
}

// These make signing impossible; other warnings are for the reader to weigh.
const blocking: ReadonlySet<string> = new Set([
  'ReportEmpty',
  'SignerMissing',
  'ReportTooLong',
  'NotFound',
  'DisplayRefused',
]);

/** What only a person can judge: another name since the draft was begun, or another patient named on the images. */
function identityDoubt(preview: Preview, mixedStudyChecked: boolean): 'sinceBegun' | 'mixedStudy' | undefined {
  const changed = preview.warnings.some(
    (warning) => warning.code === 'IdentityChanged' && warning.details?.['reason'] === 'sinceBegun',
  );
  if (changed) return 'sinceBegun';
  const mixed = preview.warnings.some((warning) => warning.code === 'ImagesOfAnotherPatient');
  return mixed && !mixedStudyChecked ? 'mixedStudy' : undefined;
}

/** What this page knows of how the images were seen: those that could not be drawn, and on which monitors the others. */
function seenOn(study: StudyRef): Pick<InputOf<(typeof reports)['reports.preview']>, 'notDrawn' | 'shownOn'> {
  const shownOn = shownOnOf(study).map(({ displays, images }) => ({ displays: [...displays], images }));
  return { notDrawn: limitsOf(study).notDrawn, shownOn };
}

interface Looked {
  readonly preview: Preview;
  readonly reportId: string;
  readonly revision: number;
}

export function useSigning(study: StudyRef, keeper: DraftKeeper): Signing {
  const { client } = useHostAccess();
  const keep = useKeepAnswer();
  const [shown, setShown] = useState<Looked>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const [mixedStudyChecked, setMixedStudyChecked] = useState(false);
  const [missingSaid, setMissingSaid] = useState(0);
  const doubt = shown && identityDoubt(shown.preview, mixedStudyChecked);
  const missing = shown?.preview.images ? unseenImages(shown.preview.images) : 0;
  const needsMissingCheck = missing > missingSaid ? missing : 0;
  const blocked =
    doubt !== undefined ||
    needsMissingCheck > 0 ||
    (shown?.preview.warnings.some(({ code }) => blocking.has(code)) ?? true);

  const [once] = useState(oneAtATime);

  const alone = (act: () => Promise<void>): Promise<void> =>
    once(async () => {
      setBusy(true);
      setFailure(undefined);
      await act().finally(() => setBusy(false));
    });

  const look = async (): Promise<void> => {
    const { at } = keeper;
    setMixedStudyChecked(false);
    setMissingSaid(0);
    const answer = await client['reports.preview']({ ...at, ...seenOn(study) });
    if (answer.ok) setShown({ preview: answer.value, ...at });
    else setFailure(answer.failure);
  };

  // While it is open it says what is so: images come, and what is signed is what was shown.
  useFollowedLook(study, shown !== undefined, async (isOver) => {
    const { at } = keeper;
    const answer = await client['reports.preview']({ ...at, ...seenOn(study), again: true });
    if (isOver() || !answer.ok) return;
    const isSame = (before: Looked) => before.reportId === at.reportId && before.revision === at.revision;
    setShown((before) => (before && isSame(before) ? { ...before, preview: answer.value } : before));
  });

  return {
    preview: shown?.preview,
    failure,
    busy,
    blocked,
    needsIdentityCheck: doubt !== undefined,
    needsMissingCheck,
    // What has come since it was said is not signed without.
    signsWithout: Math.min(missingSaid, missing),
    confirmMissing: () => setMissingSaid(missing),
    goBack: () => {
      setShown(undefined);
      setFailure(undefined);
    },
    begin: () =>
      alone(async () => {
        // What is not kept cannot be signed, and whoever asks to sign is told why.
        if (await keeper.flushAll()) await look();
        else setFailure(keeper.view().failure);
      }),
    confirmIdentity: () =>
      alone(async () => {
        if (doubt === 'mixedStudy') setMixedStudyChecked(true);
        else if (await keeper.confirmIdentity()) await look();
      }),
    sign: () =>
      alone(async () => {
        if (!shown || blocked) return;
        // The revision that was looked at, not whatever is newest: what is signed is what was shown.
        const { reportId, revision, preview } = shown;
        const notViewed = unviewedOf(study)?.count;
        const said = {
          ...(preview.look !== undefined && { look: preview.look }),
          mixedStudyChecked,
          missingChecked: missingSaid,
          ...seenOn(study),
          ...(notViewed !== undefined && { notViewed }),
        };
        const answer = await client['reports.sign']({ reportId, revision, ...said });
        if (!answer.ok) {
          // More is missing than was said: the reader sees what, and decides again.
          if (answer.failure.code === 'ImagesMissing') await look();
          setFailure(answer.failure);
          return;
        }
        keeper.hear(answer.value);
        keep('reports.open', { study }, answer.value);
        setShown(undefined);
      }),
  };
}
