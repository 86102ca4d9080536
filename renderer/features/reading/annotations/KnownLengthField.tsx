import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Annotation } from '#shared/annotations/annotation.ts';
import type { LabelBox } from '../../../imaging/drawing/hitTest.ts';
import type { AnnotationBoard } from '../../../session/annotationBoard.ts';
import type { AnnotationDesk } from '../../../session/annotationDesk.ts';
import styles from './AnnotationLayer.module.css';

interface KnownLengthFieldProps {
  readonly line: Annotation;
  readonly at: LabelBox | undefined;
  readonly board: AnnotationBoard;
  readonly desk: AnnotationDesk;
}

/** The true length of a line along a known object, in mm: this image is measured by it from then on. */
export function KnownLengthField({ line, at, board, desk }: KnownLengthFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const keep = () => {
    const text = (field.current?.value ?? '').trim().replace(',', '.');
    const known = text === '' ? undefined : Number(text);
    const isTold = known === undefined || Number.isFinite(known);
    if (isTold && board.calibrate(line, known)) desk.askLength(undefined);
    else field.current?.setAttribute('aria-invalid', 'true');
  };
  return (
    <input
      ref={field}
      className={styles.writing}
      style={at ? { left: at.left, top: at.top } : { left: '40%', top: '45%' }}
      inputMode="decimal"
      maxLength={12}
      aria-label={t('annotations.knownLength')}
      placeholder={t('annotations.knownLength')}
      onBlur={() => desk.askLength(undefined)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Enter') keep();
        else desk.askLength(undefined);
      }}
    />
  );
}
