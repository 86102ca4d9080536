import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CapturedHanging, Reservation } from '#shared/hanging/capture/captureHanging.ts';
import type { HangSeries, StudyToHang } from '#shared/hanging/hanging.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { nameOfSelector } from '../sentences.ts';
import styles from './Remember.module.css';

interface ReservationsProps {
  readonly captured: CapturedHanging;
  readonly study: StudyToHang;
  /** Series that would hang elsewhere, without the facts that were left out. */
  readonly differs: readonly string[];
}

/** What of the screen could not be pinned down, or is not kept: nothing of it is found out later. */
export function Reservations({ captured, study, differs }: ReservationsProps) {
  const { t } = useTranslation();
  const all: readonly Reservation[] =
    differs.length > 0
      ? [...captured.reservations.filter(({ kind }) => kind !== 'differs'), { kind: 'differs', series: differs }]
      : captured.reservations;
  const lines = [...new Set(all.map((each) => reservationSaid(each, captured, study, t)))];
  if (lines.length === 0) return null;
  return (
    <ul className={styles.reservations} data-testid="reservations">
      {lines.map((line) => (
        <li key={line}>
          <Icon name="triangle" />
          {line}
        </li>
      ))}
    </ul>
  );
}

function reservationSaid(
  reservation: Reservation,
  { protocol }: CapturedHanging,
  study: StudyToHang,
  t: TFunction,
): string {
  const names = (series: readonly string[]) => [...new Set(series)].map((id) => nameOfSeries(study, id, t)).join(', ');
  switch (reservation.kind) {
    case 'alike':
      return t('hanging.remember.reservation.alike', { names: names(reservation.series) });
    case 'unsure':
      return t(`hanging.remember.reservation.${reservation.because}`, {
        facet: t(`hanging.facets.${reservation.facet}`),
        name: nameOfSelector(protocol, reservation.selector),
      });
    case 'window':
      return t('hanging.remember.reservation.window', { name: names([reservation.series]) });
    case 'pose':
    case 'inverted':
    case 'personal':
      return t(`hanging.remember.reservation.${reservation.kind}`, { names: names(reservation.series) });
    case 'prior':
      return t('hanging.remember.reservation.prior');
    case 'noPart':
      return t('hanging.remember.reservation.noPart');
    case 'differs':
      return t('hanging.remember.reservation.differs', { names: names(reservation.series) });
  }
}

function nameOfSeries(study: StudyToHang, id: string, t: TFunction): string {
  const all: readonly HangSeries[] = [...study.series, ...study.priors.flatMap(({ series }) => series ?? [])];
  const series = all.find((each) => each.id === id);
  const [number, name] = [series?.seriesNumber, series?.facets.description.value];
  if (number !== undefined && name !== undefined) return t('hanging.why.series.both', { number, name });
  if (name !== undefined) return t('hanging.why.series.named', { name });
  return number === undefined ? t('hanging.why.series.nameless') : t('hanging.why.series.numbered', { number });
}
