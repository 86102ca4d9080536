import { useEffect, useRef } from 'react';
import { useHostAccess } from '#renderer/host/hostContext.ts';
import type { Transport } from '#shared/contract/transport.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/** Images come by the second on a good line; what is said of them follows at this pace. */
const gatherMs = 1_000;

/**
 * Looks again, a second at most behind, whenever the host says that something of the study has come or gone. One look at
 * a time; `isOver` tells one that was on its way whether anybody still wants to know. Answers how to end it.
 */
export function followLook(
  transport: Pick<Transport, 'onEvent'>,
  study: StudyRef,
  look: (isOver: () => boolean) => Promise<void>,
): () => void {
  const key = studyKey(study);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  let isLooking = false;
  let isStale = false;
  const lookSoon = () => {
    isStale = true;
    if (isLooking || over) return;
    timer ??= setTimeout(() => void lookNow(), gatherMs);
  };
  const lookNow = async () => {
    timer = undefined;
    isLooking = true;
    isStale = false;
    await look(() => over).finally(() => {
      isLooking = false;
      if (isStale) lookSoon();
    });
  };
  const stop = transport.onEvent((event) => {
    if (event.event === 'readiness.changed' && event.studies.some((each) => studyKey(each) === key)) lookSoon();
  });
  return () => {
    over = true;
    clearTimeout(timer);
    stop();
  };
}

/** Follows what the host says of a study while a look at it is open. */
export function useFollowedLook(
  { archiveId, studyInstanceUID }: StudyRef,
  isOpen: boolean,
  look: (isOver: () => boolean) => Promise<void>,
): void {
  const { transport } = useHostAccess();
  const newest = useRef(look);
  useEffect(() => {
    newest.current = look;
  });
  useEffect(() => {
    if (!isOpen) return undefined;
    return followLook(transport, { archiveId, studyInstanceUID }, (isOver) => newest.current(isOver));
  }, [isOpen, transport, archiveId, studyInstanceUID]);
}
