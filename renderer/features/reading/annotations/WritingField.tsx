import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Annotation, annotationLimits } from '#shared/annotations/annotation.ts';
import type { LabelBox } from '../../../imaging/drawing/hitTest.ts';
import type { AnnotationDesk } from '../../../session/annotationDesk.ts';
import styles from './AnnotationLayer.module.css';

interface WritingFieldProps {
  readonly annotation: Annotation;
  readonly at: LabelBox | undefined;
  readonly desk: AnnotationDesk;
}

/** The words of an annotation, typed where they stand: Enter keeps them, Escape leaves them as they were. */
export function WritingField({ annotation, at, desk }: WritingFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => field.current?.select(), []);
  const finish = (keep: boolean) => {
    if (done.current) return;
    done.current = true;
    const text = field.current?.value.trim() ?? '';
    const study = desk.studyOf(annotation.id);
    desk.write(undefined);
    if (keep && study && text !== annotation.text) desk.put(study, { ...annotation, text });
    // Words that were never written are no annotation.
    if (annotation.kind === 'text' && (keep ? text : annotation.text) === '') desk.remove(annotation.id);
  };
  return (
    <input
      ref={field}
      className={styles.writing}
      style={at ? { left: at.left, top: at.top } : { left: '40%', top: '45%' }}
      defaultValue={annotation.text}
      maxLength={annotationLimits.text}
      aria-label={t('annotations.write')}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: the hand has just asked to write here.
      autoFocus
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        finish(event.key === 'Enter');
      }}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}
