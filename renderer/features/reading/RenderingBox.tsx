import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenderingView } from '../../imaging/renderingView.ts';
import type { BoxProps } from './boxes/boxProps.ts';
import { BoxFrame } from './ImageBox.tsx';
import styles from './RenderingBox.module.css';
import { useReading } from './readingContext.ts';

/** An image box that shows a volume in space; or the reason why it cannot, in its place. */
export function RenderingBox({ box, named, hidden }: BoxProps<'rendering'>) {
  const { imaging } = useReading();
  const { t } = useTranslation();
  const lent = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<RenderingView>();
  const [refusal, setRefusal] = useState<string>();
  const { set } = named;
  useEffect(() => {
    const element = lent.current;
    const opened = element ? imaging.openRendering(element, set) : undefined;
    setView(opened?.ok ? opened.value : undefined);
    setRefusal(opened && !opened.ok ? opened.failure.reason : undefined);
    return () => {
      setView(undefined);
      if (opened?.ok) opened.value.close();
    };
  }, [imaging, set]);
  const words = refusal && (ownWords.has(refusal) ? `volumes.refused.${refusal}` : `reading.noVolume.${refusal}`);
  return (
    <>
      <BoxFrame box={box} named={named} hidden={hidden} lent={lent} view={view} plane={undefined} />
      {words && !hidden && (
        <p className={styles.refused} role="status" data-testid="rendering-refused">
          {t(words)}
        </p>
      )}
    </>
  );
}

const ownWords = new Set(['cpu', 'memory', 'tooLarge']);
