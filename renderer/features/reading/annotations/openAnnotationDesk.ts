import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ProfileKind } from '#shared/contract/vault.ts';
import { type HostAccess, useHostAccess } from '../../../host/hostContext.ts';
import { AnnotationDesk, type AnnotationPlace } from '../../../session/annotationDesk.ts';
import { journalWriterOf } from '../../../session/pageJournals.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { showAnnotation } from '../../../session/showAnnotation.ts';
import type { JournalPort } from '../../../session/studyJournal.ts';

/**
 * The desk of what is drawn on the studies that are read. `profile`: the open one, to whose records the lines go and to no
 * other's.
 */
export function openAnnotationDesk(
  session: ReadingSession,
  client: HostAccess['client'],
  profile: ProfileKind,
): AnnotationDesk {
  const desk = new AnnotationDesk(portTo(client, profile), session.history, { show: showIn.bind(null, session) });
  session.drawOn(desk);
  return desk;
}

/** Fills the desk from the journals of the studies as they come, and from what other windows write meanwhile. */
export function useFollowedJournals(session: ReadingSession, desk: AnnotationDesk): void {
  const { transport } = useHostAccess();
  const studies = useStore(session.store, (state) => state.studies);
  useEffect(() => () => desk.close(), [desk]);
  useEffect(() => {
    for (const { snapshot } of studies) desk.open(snapshot.item.study);
  }, [desk, studies]);
  useEffect(() => {
    const stopEvents = transport.onEvent((event) => {
      if (event.event === 'annotations.changed') desk.heard(event.study);
    });
    const stopConnection = transport.onConnection((state) => {
      if (state === 'connected') desk.readAll();
    });
    return () => {
      stopEvents();
      stopConnection();
    };
  }, [desk, transport]);
}

function portTo(client: HostAccess['client'], profile: ProfileKind): JournalPort {
  return {
    read: (study, after) => client['annotations.read']({ study, after }),
    writerOf: (study) =>
      journalWriterOf(profile, study, (entries) =>
        client['annotations.append']({ profile, study, entries: [...entries] }),
      ),
  };
}

/** Beside an enlarged box the others are out of sight. */
function showIn(session: ReadingSession, place: AnnotationPlace, shownIn: readonly string[]): boolean {
  const { enlarged } = session.state;
  const isSeen = shownIn.some((id) => !enlarged || session.activeView?.id === id);
  return isSeen || showAnnotation(session, place);
}
