import type { InstanceReference } from '#shared/dicom/documents/references.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { keyOf, type StudyOnDesk } from '../../../session/studyOnDesk.ts';
import type { OpenDocument } from './documentDesk.ts';

export interface ImagePlace {
  readonly named: NamedDisplaySet;
  readonly index: number;
}

/** Every display set that may hang, those of a document's own study first: two studies may hold images of one name. */
export function setsFor(studies: readonly StudyOnDesk[], { snapshot }: OpenDocument): readonly NamedDisplaySet[] {
  const own = studyKey(snapshot.item.study);
  const ofOwn = studies.filter((study) => keyOf(study) === own);
  const others = studies.filter((study) => keyOf(study) !== own);
  return [...ofOwn, ...others].flatMap(({ images }) => images.sets);
}

/** Where an image that a document names hangs or may hang; undefined for one that is not in the study as it is here. */
export function findImage(sets: readonly NamedDisplaySet[], reference: InstanceReference): ImagePlace | undefined {
  for (const named of sets) {
    const index = named.set.frames.findIndex(
      ({ image, frame }) =>
        image.sopInstanceUID === reference.sopInstanceUID &&
        (reference.frames === undefined || reference.frames.includes(frame.frameNumber)),
    );
    if (index >= 0) return { named, index };
  }
  return undefined;
}

/** Shows an image: in the box where its series hangs already, else in the active one. */
export function goToImage(session: ReadingSession, { named, index }: ImagePlace): void {
  const { set } = named;
  const { arrangement, active } = session.state;
  const hangsIn = (box: number) => {
    const content = arrangement.boxes[box];
    return content?.kind === 'stack' && content.setId === set.id;
  };
  const boxes = arrangement.boxes.map((_, box) => box);
  const box = hangsIn(active) ? active : boxes.find(hangsIn);
  const view = box === undefined ? undefined : session.viewAt(box);
  if (box !== undefined && view) {
    session.activate(box);
    view.goTo(index);
    return;
  }
  // A box that is given a series begins where it was left.
  session.rememberPlanes(set.id, { grey: session.rememberedView(set)?.grey }, set.frames[index]);
  session.hang(set.id);
}
