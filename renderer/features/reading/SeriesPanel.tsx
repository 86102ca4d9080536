import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../../imaging/frameCatalogue.ts';
import { drawThumbnail } from '../../imaging/thumbnail.ts';
import { setIdsOf } from '../../session/arrangement.ts';
import type { NamedDisplaySet } from '../../session/studyImages.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Isolated } from '../../ui/PersonName.tsx';
import { MeasurementList } from './MeasurementList.tsx';
import { otherPatientsIn } from './patientOnScreen.ts';
import { PriorsList } from './priors/PriorsList.tsx';
import { useLedger, usePresent, useReading, useReadingState } from './readingContext.ts';
import styles from './SeriesPanel.module.css';
import { countHere, sliceMarks } from './sliceMap.ts';

/** The series of the study, each by its middle image; what could not be drawn is said below them. */
export function SeriesPanel() {
  const { t } = useTranslation();
  const { session } = useReading();
  const images = useReadingState((state) => state.images);
  const boxes = useReadingState((state) => state.arrangement.boxes);
  const active = useReadingState((state) => state.arrangement.boxes[state.active]?.setId);
  const hung = new Set(boxes.flatMap(setIdsOf));
  return (
    <nav className={styles.panel} aria-label={t('reading.series')}>
      <ol className={styles.list}>
        {images.sets.map((named) => (
          <li key={named.set.id}>
            <SeriesCard
              named={named}
              hung={hung.has(named.set.id)}
              active={named.set.id === active}
              onChoose={() => session.hang(named.set.id)}
            />
          </li>
        ))}
      </ol>
      {images.sets.length === 0 && images.refused.size === 0 && <p className={styles.note}>{t('reading.noImages')}</p>}
      {[...images.refused].map(([reason, count]) => (
        <p key={reason} className={styles.note}>
          {t(`reading.refused.${reason}`, { count })}
        </p>
      ))}
      <PriorsList />
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
  const presence = usePresent();
  // On the disk, or checked in this window: what came and was looked at counts before the disk is asked again.
  const here = countHere(sliceMarks(imageIds, ledger, presence));
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
        <OtherPatient set={set} />
        <span className={styles.count}>
          {here < imageIds.length ? `${here}/${imageIds.length}` : imageIds.length} {set.modality}
        </span>
      </span>
    </button>
  );
}

/** The series holds images of somebody else, whether or not one of them is on the screen (T22). */
function OtherPatient({ set }: { set: DisplaySet }) {
  const { t } = useTranslation();
  const item = useReadingState(({ snapshot }) => snapshot.item);
  const others = useMemo(() => otherPatientsIn(item, set), [item, set]);
  if (others.length === 0) return null;
  const who = others.map(({ patient }) => [patient?.name?.alphabetic, patient?.patientId].filter(Boolean).join(', '));
  const isPatient = others.some(({ differs }) => differs === 'patient');
  return (
    <Badge tone="attention" icon="triangle" wraps title={t('reading.otherPatient.markTitle', { who: who.join('; ') })}>
      {t(isPatient ? 'reading.otherPatient.mark' : 'reading.otherPatient.markName')}
    </Badge>
  );
}

/** The middle image, small. Where it was not to be had it is drawn as soon as it passes its checks, or may be here. */
function Thumbnail({ named }: { named: NamedDisplaySet }) {
  const { imaging } = useReading();
  const ledger = useLedger();
  const presence = usePresent();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<DisplaySet>();
  const { set } = named;
  const middle = set.frames[set.frames.length >> 1];
  const imageId = middle ? imageIdOf(middle) : '';
  const isDrawn = drawn === set;
  // Changes when a picture that could not be drawn may be drawn now.
  const chance = isDrawn ? 'drawn' : `${ledger.markOf(imageId) ?? ''} ${presence?.has(imageId) ?? ''}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chance is a reason to try again.
  useEffect(() => {
    const element = canvas.current;
    if (!element || isDrawn) return undefined;
    const gone = new AbortController();
    void drawThumbnail(element, set, imaging.frames, gone.signal).then((done) => {
      if (!gone.signal.aborted && done) setDrawn(set);
    });
    return () => gone.abort();
  }, [imaging, set, isDrawn, chance]);
  return <canvas ref={canvas} width={120} height={96} className={styles.thumbnail} data-drawn={isDrawn} />;
}
