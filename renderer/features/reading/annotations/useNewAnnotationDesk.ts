import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useHostAccess } from '../../../host/hostContext.ts';
import { AnnotationDesk } from '../../../session/annotationDesk.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';

/** The desk of what is drawn on the studies that are read, filled from their journals as they come. */
export function useNewAnnotationDesk(session: ReadingSession): AnnotationDesk {
  const { client } = useHostAccess();
  const [desk] = useState(
    () =>
      new AnnotationDesk(
        {
          read: (study, after) => client['annotations.read']({ study, after }),
          append: (study, entries) => client['annotations.append']({ study, entries: [...entries] }),
        },
        session.history,
      ),
  );
  session.annotations = desk;
  const studies = useStore(session.store, (state) => state.studies);
  useEffect(() => {
    for (const { snapshot } of studies) void desk.open(snapshot.item.study);
  }, [desk, studies]);
  return desk;
}
