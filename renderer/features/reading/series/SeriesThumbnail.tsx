import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { middleOf } from '#shared/dicom/middleOfStack.ts';
import { imageIdOf } from '../../../imaging/frames/frameCatalogue.ts';
import { drawThumbnail } from '../../../imaging/frames/thumbnail.ts';
import { useLedger, usePresent, useReading } from '../readingContext.ts';
import styles from './SeriesCard.module.css';

/** Pictures that were drawn before: a row that is scrolled back into sight has its own at once. */
const drawnBefore = new WeakMap<DisplaySet, ImageData>();

const size = { width: 132, height: 84 } as const;

/**
 * The middle image, small, from pixels that passed their checks and from nothing else: a preview is never drawn here. Where
 * it was not to be had it is drawn as soon as it passes its checks, or may be here.
 */
export function SeriesThumbnail({ set }: { set: DisplaySet }) {
  const { t } = useTranslation();
  const { imaging } = useReading();
  const ledger = useLedger();
  const presence = usePresent();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<DisplaySet>();
  const middle = set.frames[middleOf(set.frames.length)];
  const imageId = middle ? imageIdOf(middle) : '';
  const isDrawn = drawn === set;
  // Changes when a picture that could not be drawn may be drawn now.
  const chance = isDrawn ? 'drawn' : `${ledger.markOf(imageId) ?? ''} ${presence?.has(imageId) ?? ''}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chance is a reason to try again.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || isDrawn) return undefined;
    const before = drawnBefore.get(set);
    if (before) {
      context.putImageData(before, 0, 0);
      setDrawn(set);
      return undefined;
    }
    const gone = new AbortController();
    void drawThumbnail(element, set, imaging.frames, gone.signal).then((done) => {
      if (gone.signal.aborted || !done) return;
      drawnBefore.set(set, context.getImageData(0, 0, element.width, element.height));
      setDrawn(set);
    });
    return () => gone.abort();
  }, [imaging, set, isDrawn, chance]);
  const isLossy = isDrawn && ledger.fidelityOf(imageId)?.transfer === 'lossy';
  return (
    <span className={styles.picture}>
      <canvas ref={canvas} {...size} className={styles.thumbnail} data-drawn={isDrawn} />
      {!isDrawn && <span className={styles.absent}>{t('series.notHere')}</span>}
      {isLossy && <span className={styles.lossy}>{t('series.lossyPicture')}</span>}
    </span>
  );
}
