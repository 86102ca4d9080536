import { type DragEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import { isPlace, numberOfBox, setIdsOf } from '../../../session/arrangement.ts';
import { showHangingPane } from '../../../session/hangingPane.ts';
import { rejectedIn } from '../../../session/rejectedImages.ts';
import type { SeriesFacts } from '../../../session/seriesFacts.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { ContextMenu, type MenuItem } from '../../../ui/Menu.tsx';
import { Isolated } from '../../../ui/PersonName.tsx';
import { otherPatientsIn } from '../corners/patientOnScreen.ts';
import { useLedger, usePresent, useReading, useReadingState } from '../readingContext.ts';
import styles from './SeriesCard.module.css';
import { SeriesThumbnail } from './SeriesThumbnail.tsx';
import { countSeries } from './seriesCounts.ts';
import { seriesText } from './seriesText.ts';
import { putSeries } from './useSeriesDrop.ts';

interface SeriesCardProps {
  readonly named: NamedDisplaySet;
  readonly facts: SeriesFacts | undefined;
  /** The keys are on it. */
  readonly pointed: boolean;
}

/** One series: its picture, what it is, how much of it is here, and what was not looked at yet. */
export function SeriesCard({ named, facts, pointed }: SeriesCardProps) {
  const { t } = useTranslation();
  const { session } = useReading();
  const { set } = named;
  const places = useReadingState(({ arrangement }) =>
    arrangement.boxes
      .flatMap((content, box) => (setIdsOf(content).includes(set.id) ? [numberOfBox(arrangement, box)] : []))
      .join(', '),
  );
  const active = useReadingState(({ arrangement, active }) => setIdsOf(arrangement.boxes[active]).includes(set.id));
  const boxes = useReadingState(
    ({ arrangement }) => arrangement.boxes.filter((_, box) => isPlace(arrangement, box)).length,
  );
  const words = facts ? seriesText(facts.facets, t) : '';
  const names = [named.seriesNumber, named.description].filter((part) => part !== undefined && part !== '');
  const apart = Object.entries(set.apart).map(([name, value]) => t(`reading.apart.${name}`, { value }));
  const menu: readonly MenuItem[] = [
    { id: 'put', label: t('series.put'), run: () => session.hang(set.id) },
    {
      id: 'correct',
      label: t('series.correct'),
      run: () => showHangingPane(session, { kind: 'correct', setId: set.id }),
    },
  ];
  const drag = (event: DragEvent) => putSeries(event.dataTransfer, set.id);
  return (
    <>
      <ContextMenu items={menu}>
        <button
          type="button"
          tabIndex={-1}
          draggable
          onDragStart={drag}
          className={styles.card}
          data-hung={places !== ''}
          data-active={active}
          data-pointed={pointed}
          onClick={() => session.hang(set.id)}
          data-set-id={set.id}
        >
          <SeriesThumbnail set={set} />
          <span className={styles.words}>
            {words !== '' && <span className={styles.what}>{words}</span>}
            <span className={styles.clamped}>
              <Isolated text={names.join(' · ') || set.modality} />
            </span>
            {apart.length > 0 && <span className={styles.clamped}>{shownText(apart.join(' · '))}</span>}
            <OtherPatient set={set} />
            <Rejected set={set} />
            <Counts set={set} />
            {places !== '' && boxes > 1 && (
              <span className={styles.places}>{t('series.shownIn', { boxes: places })}</span>
            )}
          </span>
        </button>
      </ContextMenu>
      {facts && isPutRight(facts) && <PutRight setId={set.id} />}
    </>
  );
}

/** That a reader has put the series right, and the way to take that back: what hangs by it may be another series by now. */
function PutRight({ setId }: { setId: string }) {
  const { t } = useTranslation();
  const { session } = useReading();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.putRight}
      data-testid="put-right"
      title={t('series.putRightTitle')}
      onClick={(event) => {
        showHangingPane(session, { kind: 'correct', setId });
        // The next key is for the images.
        event.currentTarget.blur();
      }}
    >
      {t('series.putRight')}
    </button>
  );
}

/** A reader's word stands in place of what the header says. */
function isPutRight({ facets }: SeriesFacts): boolean {
  return Object.values(facets).some(({ source }) => source === 'siteCorrection');
}

function Counts({ set }: { set: DisplaySet }) {
  const { t } = useTranslation();
  const { count, here, unviewed } = countSeries(set, useLedger(), usePresent());
  const isWhole = here >= count;
  return (
    <span className={styles.count}>
      <span title={isWhole ? undefined : t('series.hereOfTitle', { here, count })}>
        {isWhole ? count : t('series.hereOf', { here, count })} {set.modality}
      </span>
      {unviewed > 0 ? (
        <span className={styles.unviewed} title={t('series.notViewedTitle', { count: unviewed, of: count })}>
          {unviewed === count ? t('series.notViewed') : t('series.notViewedSome', { count: unviewed })}
        </span>
      ) : (
        <span className={styles.viewed}>{t('series.viewed')}</span>
      )}
    </span>
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

/** The site took images of the series back, whether or not one of them is on the screen. */
function Rejected({ set }: { set: DisplaySet }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const snapshot = useReadingState(() => session.studyOf(set.id)?.snapshot);
  const rejected = useMemo(() => rejectedIn(snapshot, set), [snapshot, set]);
  if (!rejected) return null;
  const { reason, count } = rejected;
  return (
    <Badge tone="attention" icon="triangle" wraps title={t('documents.rejected.markTitle', { count })}>
      {t(`documents.rejected.mark.${reason}`)}
    </Badge>
  );
}
