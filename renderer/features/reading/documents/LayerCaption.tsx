import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { NotApplied } from '#shared/dicom/documents/notApplied.ts';
import type { Origin } from '#shared/dicom/documents/origin.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import { formatDate } from '../../../i18n/format.ts';
import { useReadingState } from '../readingContext.ts';
import type { ShownLayer } from './documentDesk.ts';
import { describedNow, patientOfDocument } from './documentPatient.ts';
import styles from './Layers.module.css';
import type { LayerCut } from './layerCut.ts';
import type { LayerDrawing } from './layerDrawing.ts';
import { machineWords } from './machineWords.ts';
import { notAppliedOn } from './presentationGrey.ts';

/** What of a layer is shown: what it draws on an image, or what a plane that is none cuts of it. */
type ShownOf =
  | {
      readonly of: 'image';
      readonly item: FrameOfImage;
      readonly drawing: LayerDrawing;
      /** A stack; a plane through a volume keeps its own grey and place. */
      readonly takesLook: boolean;
    }
  | { readonly of: 'plane'; readonly cut: LayerCut };

interface LayerCaptionProps {
  readonly layer: ShownLayer;
  readonly shown: ShownOf;
}

/** What lies over an image, whose it is, and of when, where that is not the study and the patient that is read. */
export function LayerCaption({ layer: { source, open, header }, shown }: LayerCaptionProps) {
  const { t } = useTranslation();
  const current = useReadingState(({ snapshot }) => snapshot.item);
  const studies = useReadingState((state) => state.studies);
  const own = open.snapshot.item;
  const isPrior = studyKey(own.study) !== studyKey(current.study);
  const { differs } = patientOfDocument(current, own, [describedNow(studies, open), header]);
  const missing = missingOf(shown);
  const leftOut = leftOutOf(shown);
  const notCut = shown.of === 'plane' && shown.cut.kind === 'lines' ? shown.cut.notCut : 0;
  const words = [
    source.origin.byMachine
      ? machineWords(source.origin, t)
      : captionOf(source.kind, shownText(source.title), missing, t),
    shown.of === 'plane' && t(`documents.layer.cut.${shown.cut.kind}`),
    notCut > 0 && t('documents.layer.notCut', { count: notCut }),
    leftOut > 0 && t('documents.layer.tooMany', { count: leftOut }),
    isPrior && t('documents.layer.ofPrior', { date: formatDate(own.studyDate) || '?' }),
    differs && t(`documents.layer.${differs === 'patient' ? 'otherPatient' : 'otherName'}`),
  ].filter((part) => typeof part === 'string');
  const isWarning = source.origin.byMachine || missing.length > 0 || leftOut > 0 || differs !== undefined;
  return (
    <li className={isWarning ? styles.machineCaption : styles.caption} dir="auto" data-testid="layer-caption">
      {words.join(' · ')}
    </li>
  );
}

/** What a presentation state asks for and does not get. */
function missingOf(shown: ShownOf): readonly (NotApplied | 'look')[] {
  if (shown.of === 'plane' || !shown.drawing.applied) return [];
  const { item, takesLook } = shown;
  return [...notAppliedOn(shown.drawing.applied, item), ...(takesLook ? [] : (['look'] as const))];
}

function leftOutOf(shown: ShownOf): number {
  if (shown.of === 'image') return shown.drawing.leftOut;
  return shown.cut.kind === 'lines' ? shown.cut.drawing.leftOut : 0;
}

function captionOf(
  kind: ShownLayer['source']['kind'],
  title: string,
  missing: readonly (NotApplied | 'look')[],
  t: TFunction,
): string {
  if (kind !== 'presentation') return t('documents.layer.caption', { title });
  if (missing.length === 0) return t('documents.presentation.caption', { title });
  const what = missing.map((name) => t(`documents.presentation.notApplied.${name}`)).join(', ');
  return t('documents.presentation.captionNotAll', { title, what });
}

/** Images that a program drew pass for no scanner's. */
export function MachineCaption({ origin }: { origin: Origin }) {
  const { t } = useTranslation();
  return (
    <li className={styles.machineCaption} dir="auto" data-testid="machine-image">
      {machineWords(origin, t)}
    </li>
  );
}
