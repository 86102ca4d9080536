import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imageIdOf } from '../../imaging/frameCatalogue.ts';
import { drawThumbnail } from '../../imaging/thumbnail.ts';
import type { NamedDisplaySet } from '../../session/studyImages.ts';
import { Isolated } from '../../ui/PersonName.tsx';
import { MeasurementList } from './MeasurementList.tsx';
import { useLedger, useReading, useReadingState } from './readingContext.ts';
import styles from './SeriesPanel.module.css';

/** The series of the study, each by its middle image; what could not be drawn is said below them. */
export function SeriesPanel() {
  const { t } = useTranslation();
  const { session } = useReading();
  const images = useReadingState((state) => state.images);
  const boxes = useReadingState((state) => state.boxes);
  const active = useReadingState(({ layout, ...state }) => state.boxes[layout === 'mpr' ? 0 : state.active]);
  return (
    <nav className={styles.panel} aria-label={t('reading.series')}>
      <ol className={styles.list}>
        {images.sets.map((named) => (
          <li key={named.set.id}>
            <SeriesCard
              named={named}
              hung={boxes.includes(named.set.id)}
              active={named.set.id === active}
              onChoose={() => session.hang(named.set.id)}
            />
          </li>
        ))}
      </ol>
      {images.sets.length === 0 && <p className={styles.note}>{t('reading.noImages')}</p>}
      {[...images.refused].map(([reason, count]) => (
        <p key={reason} className={styles.note}>
          {t(`reading.refused.${reason}`, { count })}
        </p>
      ))}
      <MeasurementList />
    </nav>
  );
}

interface SeriesCardProps {
  readonly named: NamedDisplaySet;
  readonly hung: boolean;
  /** Shown in the active box: brought into sight when that changes, by key or by hand. */
  readonly active: boolean;
  readonly onChoose: () => void;
}

function SeriesCard({ named, hung, active, onChoose }: SeriesCardProps) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const card = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (active) card.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const { set } = named;
  const imageIds = set.frames.map(imageIdOf);
  // What the host has on disk, when this is all of the series; else what has passed its checks in this window.
  const onDisk = useReadingState(({ snapshot, images }) =>
    images.sets.filter((other) => other.set.seriesInstanceUID === set.seriesInstanceUID).length === 1
      ? (snapshot.series.find(({ seriesInstanceUID }) => seriesInstanceUID === set.seriesInstanceUID)?.readiness
          .presentFrames ?? 0)
      : 0,
  );
  const here = Math.min(imageIds.length, Math.max(onDisk, ledger.countChecked(imageIds)));
  const words = [named.seriesNumber, named.description].filter((part) => part !== undefined && part !== '');
  const apart = Object.entries(set.apart).map(([name, value]) => t(`reading.apart.${name}`, { value }));
  return (
    <button
      ref={card}
      type="button"
      className={styles.card}
      data-hung={hung}
      data-active={active}
      onClick={onChoose}
      data-set-id={set.id}
    >
      <Thumbnail named={named} />
      <span className={styles.words}>
        <Isolated text={words.join(' · ') || set.modality} />
        {apart.length > 0 && <span>{apart.join(' · ')}</span>}
        <span className={styles.count}>
          {here < imageIds.length ? `${here}/${imageIds.length}` : imageIds.length} {set.modality}
        </span>
      </span>
    </button>
  );
}

function Thumbnail({ named }: { named: NamedDisplaySet }) {
  const { imaging } = useReading();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const { set } = named;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const gone = new AbortController();
    void drawThumbnail(element, set, imaging.frames, gone.signal).then((done) => {
      if (!gone.signal.aborted) setDrawn(done);
    });
    return () => gone.abort();
  }, [imaging, set]);
  return <canvas ref={canvas} width={120} height={96} className={styles.thumbnail} data-drawn={drawn} />;
}
