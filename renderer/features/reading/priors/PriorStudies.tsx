import { useEffect } from 'react';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { useAnswer, useHostAccess } from '../../../host/hostContext.ts';
import { noteOpened } from '../../../session/openedStudies.ts';
import { useReading, useReadingState } from '../readingContext.ts';

/**
 * Opens each earlier study that was put beside, and takes what the host says of it, for as long as it is there. Nobody else
 * asks: an answer that somebody still looks at stays in memory, and a prior that comes back would not be opened again.
 */
export function PriorStudies() {
  const asked = useReadingState((state) => state.priorsAsked);
  return (
    <>
      {asked.map(({ study }) => (
        <PriorStudy key={studyKey(study)} study={study} />
      ))}
    </>
  );
}

function PriorStudy({ study }: { study: StudyRef }) {
  const { session, imaging } = useReading();
  const { client } = useHostAccess();
  const { answer, failure } = useAnswer('studies.open', { study, beside: true });
  useEffect(() => session.priors.noteAnswer(study, failure), [session, study, failure]);
  useEffect(() => {
    if (!answer) return;
    session.priors.take(answer);
    const taken = session.state.studies.find(({ snapshot }) => snapshot === answer);
    if (!taken) return;
    imaging.addImages(study.archiveId, taken.images.images);
    noteOpened(study);
  }, [session, imaging, study, answer]);
  useEffect(
    () => () => {
      void client['studies.close']({ study });
    },
    [client, study],
  );
  return null;
}
