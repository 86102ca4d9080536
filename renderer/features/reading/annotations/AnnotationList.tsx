import { useTranslation } from 'react-i18next';
import type { Annotation } from '#shared/annotations/annotation.ts';
import { measuredImage } from '#shared/annotations/measuredImage.ts';
import { failureText } from '../../../i18n/failureText.ts';
import { frameOnDesk } from '../../../session/frameOnDesk.ts';
import { showAnnotation } from '../../../session/showAnnotation.ts';
import type { StudyOnDesk } from '../../../session/studyOnDesk.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './AnnotationList.module.css';
import { useAnnotationDesk, useAnnotations } from './annotationContext.ts';
import { annotationPlace } from './annotationPlace.ts';
import { annotationLines } from './annotationWords.ts';

/** So many are listed; a longer list would be no help to anybody, and the images show them all. */
const mostListed = 200;

/** Everything drawn on the studies on the desk in words; a click goes to its image. */
export function AnnotationList() {
  const { t } = useTranslation();
  const set = useAnnotations((state) => state.set);
  const unread = useAnnotations((state) => state.unread);
  const leftOut = useAnnotations((state) => [...state.leftOut.values()].reduce((sum, lines) => sum + lines, 0));
  const all = [...set.annotations.values()];
  if (all.length === 0 && unread.size === 0 && leftOut === 0) return null;
  const listed = all.slice(-mostListed);
  return (
    <section aria-label={t('annotations.title')} className={styles.section}>
      {[...unread.values()].slice(0, 1).map((failure) => (
        <p key={failure.code} className={styles.warning} role="status">
          ▲ {t('annotations.unread', { reason: failureText(failure) })}
        </p>
      ))}
      {leftOut > 0 && (
        <p className={styles.warning} role="status">
          ▲ {t('annotations.leftOut', { count: leftOut })}
        </p>
      )}
      <ul className={styles.list} data-testid="measurement-list">
        {listed.map((annotation) => (
          <AnnotationRow key={annotation.id} annotation={annotation} />
        ))}
      </ul>
    </section>
  );
}

function AnnotationRow({ annotation }: { annotation: Annotation }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const desk = useAnnotationDesk();
  const selected = useAnnotations((state) => state.selected === annotation.id);
  const notSaved = useAnnotations((state) => state.notSaved.has(annotation.id));
  const isPrior = useAnnotations(() =>
    isOfPrior(desk.studyOf(annotation.id)?.studyInstanceUID, session.state.snapshot),
  );
  const isOfEarlierImage = useReadingState(({ studies }) => isReplaced(annotation, studies));
  const lines = annotationLines({ ...annotation, isOfEarlierImage }, t);
  const [first] = annotation.values;
  return (
    <li
      data-kind={annotation.kind}
      data-value={first?.value}
      data-unit={first?.unit}
      data-basis={annotation.basis}
      data-saved={!notSaved}
    >
      <button
        type="button"
        className={styles.row}
        aria-pressed={selected}
        data-prior={isPrior}
        onClick={() => {
          showAnnotation(session, annotation);
          desk.select(annotation.id);
        }}
      >
        {lines.length === 0 && <span>{t(`annotations.kinds.${annotation.kind}`)}</span>}
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one label are known by their place.
          <bdi key={index}>{line}</bdi>
        ))}
        <span className={styles.place}>
          {[
            t(`annotations.kinds.${annotation.kind}`),
            annotationPlace(annotation, t),
            ...(isPrior ? [t('annotations.ofPrior')] : []),
          ].join(' · ')}
        </span>
        {notSaved && (
          <span className={styles.warning} title={t('annotations.notSavedTitle')}>
            ▲ {t('annotations.notSaved')}
          </span>
        )}
      </button>
    </li>
  );
}

/** Its image says otherwise of itself now; of planes that is said where they are seen. */
function isReplaced({ surface, measuredOn, values }: Annotation, studies: readonly StudyOnDesk[]): boolean {
  if (surface.kind !== 'frame' || measuredOn === undefined || values.length === 0) return false;
  const found = frameOnDesk(studies, surface.imageId);
  return found !== undefined && measuredImage(found.item) !== measuredOn;
}

function isOfPrior(
  uid: string | undefined,
  snapshot: { readonly item: { readonly study: { readonly studyInstanceUID: string } } },
) {
  return uid !== undefined && uid !== snapshot.item.study.studyInstanceUID;
}
