import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { NotApplied } from '#shared/dicom/documents/notApplied.ts';
import type { Origin } from '#shared/dicom/documents/origin.ts';
import type { AppliedState } from '#shared/dicom/documents/presentationState.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import { formatDate } from '../../../i18n/format.ts';
import { useReadingState } from '../readingContext.ts';
import type { ShownLayer } from './documentDesk.ts';
import { describedNow, patientOfDocument } from './documentPatient.ts';
import styles from './Layers.module.css';
import { machineWords } from './machineWords.ts';
import { notAppliedOn } from './presentationGrey.ts';

interface LayerCaptionProps {
  readonly layer: ShownLayer;
  readonly applied: AppliedState | undefined;
  readonly item: FrameOfImage;
  /** A stack; a plane through a volume keeps its own grey and place. */
  readonly takesLook: boolean;
}

/** What lies over an image, whose it is, and of when, where that is not the study and the patient that is read. */
export function LayerCaption({ layer: { source, open, header }, applied, item, takesLook }: LayerCaptionProps) {
  const { t } = useTranslation();
  const current = useReadingState(({ snapshot }) => snapshot.item);
  const studies = useReadingState((state) => state.studies);
  const own = open.snapshot.item;
  const isPrior = studyKey(own.study) !== studyKey(current.study);
  const { differs } = patientOfDocument(current, own, [describedNow(studies, open), header]);
  const missing = applied ? [...notAppliedOn(applied, item), ...(takesLook ? [] : (['look'] as const))] : [];
  const words = [
    source.origin.byMachine
      ? machineWords(source.origin, t)
      : captionOf(source.kind, shownText(source.title), missing, t),
    isPrior && t('documents.layer.ofPrior', { date: formatDate(own.studyDate) || '?' }),
    differs && t(`documents.layer.${differs === 'patient' ? 'otherPatient' : 'otherName'}`),
  ].filter((part) => typeof part === 'string');
  const isWarning = source.origin.byMachine || missing.length > 0 || differs !== undefined;
  return (
    <li className={isWarning ? styles.machineCaption : styles.caption} dir="auto" data-testid="layer-caption">
      {words.join(' · ')}
    </li>
  );
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
