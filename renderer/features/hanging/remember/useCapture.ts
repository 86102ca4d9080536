import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CapturedHanging, captureHanging } from '#shared/hanging/capture/captureHanging.ts';
import type { LayoutOnScreen } from '#shared/hanging/capture/layoutOnScreen.ts';
import type { StudyToHang } from '#shared/hanging/hanging.ts';
import type { PersonNamed } from '#shared/hanging/personalWords.ts';
import type { Arrangement } from '../../../session/arrangement.ts';
import { layoutOnScreen } from '../../../session/layoutOnScreen.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { namedWindows } from '../../../session/shownWindow.ts';
import { freshId } from '../editor/model/names.ts';
import { valueSaid } from '../why/facetWords.ts';
import { say } from '../why/said.ts';
import { personsAtHand } from './personsAtHand.ts';

/** What was on the screen when it was asked for. */
export interface Capture {
  readonly captured: CapturedHanging;
  readonly layout: LayoutOnScreen;
  readonly study: StudyToHang;
  /** What hung; the very object, so that a change of it is seen. */
  readonly arrangement: Arrangement;
  /** Rises each time. */
  readonly takenAt: number;
  /** Takes the place of a protocol of the reader's own that hung the study, as its next version. */
  readonly isNewer: boolean;
  /** Whom the studies on the desk name. */
  readonly persons: readonly PersonNamed[];
}

/** The screen as it was when the pane was opened, or was last asked for; undefined where nothing hangs by a protocol. */
export function useCapture(session: ReadingSession): readonly [Capture | undefined, () => void] {
  const { t } = useTranslation();
  const [capture, setCapture] = useState(() => captureScreen(session, t));
  return [capture, () => setCapture(captureScreen(session, t))];
}

let taken = 0;

function captureScreen(session: ReadingSession, t: TFunction): Capture | undefined {
  const study = session.protocol?.study;
  const { byProtocol } = session.state;
  if (!study || !byProtocol) return undefined;
  // What is swapped while a key is held is no layout.
  session.swap.end();
  const layout = layoutOnScreen(session);
  const persons = personsAtHand(session.state.studies);
  const before = byProtocol.hanging.protocol;
  const isNewer = before.level === 'user';
  const name = isNewer ? before.name : proposedName(study, t);
  const captured = captureHanging({
    layout,
    study,
    inForce: byProtocol.hanging,
    stage: byProtocol.stage,
    presets: namedWindows,
    names: {
      protocol: name,
      whole: t('hanging.remember.stages.whole'),
      withoutPrior: t('hanging.remember.stages.withoutPrior'),
      oneScreen: t('hanging.remember.stages.oneScreen'),
      notFor: (protocol) => t('hanging.remember.notFor', { protocol }),
    },
    persons,
    id: isNewer ? before.id : freshId('user', name, new Set()),
  });
  taken += 1;
  return { captured, layout, study, arrangement: session.state.arrangement, takenAt: taken, isNewer, persons };
}

/** "CT, chest, as I hang it": by the modality and the part that most speaks for. */
function proposedName({ facets }: StudyToHang, t: TFunction): string {
  const modality = facets.modality.value?.[0] ?? '';
  const part = facets.bodyPart.value?.[0];
  const words = [modality, part === undefined ? '' : say(valueSaid('bodyPart', part), t)].filter((word) => word !== '');
  return t('hanging.remember.proposed', { kind: words.join(' ') });
}
