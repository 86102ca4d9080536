import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import type { AnnotationPlace } from './annotationDesk.ts';
import { frameOnDesk } from './frameOnDesk.ts';
import type { ReadingSession } from './readingSession.ts';

/**
 * Brings the image of an annotation to the screen: in a box that shows its series already, else in the active one. False
 * where it lies on nothing that is on the desk.
 */
export function showAnnotation(session: ReadingSession, { surface, setId, points }: AnnotationPlace): boolean {
  const found = surface.kind === 'frame' ? frameOnDesk(session.state.studies, surface.imageId) : undefined;
  const id = found?.setId ?? setId;
  if (!session.setOf(id)) return false;
  const { boxes } = session.state.arrangement;
  const wanted = surface.kind === 'frame' ? 'stack' : 'plane';
  const exact = boxes.findIndex((content) => content?.setId === id && content.kind === wanted);
  const box = exact >= 0 ? exact : boxes.findIndex((content) => content?.setId === id);
  if (box >= 0) session.activate(box);
  else session.hang(id);
  session.act((view) => goThere(view, found?.index, points));
  return true;
}

function goThere(view: ImageBoxView, index: number | undefined, points: AnnotationPlace['points']): void {
  const [at] = points;
  if (at && view.showPoint) view.showPoint(at);
  else if (index !== undefined) view.goTo(index);
}
