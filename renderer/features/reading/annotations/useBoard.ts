import { useEffect, useMemo } from 'react';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { drawnBy } from '../../../imaging/placement/pointerTools.ts';
import { AnnotationBoard } from '../../../session/annotationBoard.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { useAnnotationDesk } from './annotationContext.ts';

/** What is drawn on with the hand in this box; another view is another board. */
export function useBoard(view: ImageBoxView | undefined, session: ReadingSession): AnnotationBoard | undefined {
  const desk = useAnnotationDesk();
  const board = useMemo(
    () => view && new AnnotationBoard(view, desk, () => drawnBy(session.state.tool)),
    [view, desk, session],
  );
  useEffect(() => (board ? desk.attachBoard(board) : undefined), [desk, board]);
  useEffect(
    () =>
      session.store.subscribe(({ tool }, before) => {
        if (tool !== before.tool) board?.hand.changeTool();
      }),
    [session, board],
  );
  return board;
}
