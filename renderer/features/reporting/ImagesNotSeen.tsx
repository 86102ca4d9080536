import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatInstant } from '#renderer/i18n/format.ts';
import { unviewedOf } from '#renderer/session/viewedImages.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import { type ImagesAtSigning, lackingSlices, missingImages } from '#shared/contract/imagesAtSigning.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import styles from './Reporting.module.css';

interface ImagesNotSeenProps {
  readonly study: StudyRef;
  readonly images: ImagesAtSigning | undefined;
}

/** What the signer has not seen: images that are not here, series by series, and those that no box has drawn (P6). */
export function ImagesNotSeen({ study, images }: ImagesNotSeenProps) {
  return (
    <div className={styles.notSeen} data-testid="images-not-seen">
      {images && <NotHere images={images} />}
      {images && <Lacking images={images} />}
      {images && <NotShown images={images} />}
      {images && <Gone images={images} />}
      <NotViewed study={study} />
      {images && <Asked images={images} />}
    </div>
  );
}

function NotHere({ images }: { images: ImagesAtSigning }) {
  const { t } = useTranslation();
  const missing = missingImages(images);
  if (missing === 0) return null;
  const lacking = images.series.filter(({ here, expected }) => here < expected);
  return (
    <div className={styles.warning} role="alert">
      <Badge tone="attention" icon="triangle">
        {t('reporting.confirm.missing', { missing: formatCount(missing), count: images.expected + images.unlisted })}
      </Badge>
      <ul className={styles.lacking}>
        {lacking.map(({ seriesInstanceUID, seriesNumber, description, here, expected }) => (
          <li key={seriesInstanceUID}>
            <bdi>{seriesWords(seriesNumber, description, t)}</bdi>:{' '}
            <b>{t('reporting.confirm.missingOfSeries', { missing: formatCount(expected - here), count: expected })}</b>
          </li>
        ))}
        {images.unlisted > 0 && (
          <li>{t('reporting.confirm.unlisted', { count: images.unlisted, text: formatCount(images.unlisted) })}</li>
        )}
      </ul>
    </div>
  );
}

/** A number alone would read as a count: "1 1 of 1 missing". */
function seriesWords(seriesNumber: number | undefined, description: string, t: TFunction): string {
  if (seriesNumber !== undefined && description === '') return t('reporting.confirm.series', { number: seriesNumber });
  return [seriesNumber, description].filter((part) => part !== undefined && part !== '').join(' · ');
}

/** Slices that nobody will ever see: the archive has them not. */
function Lacking({ images }: { images: ImagesAtSigning }) {
  const { t } = useTranslation();
  const slices = lackingSlices(images);
  if (slices === 0) return null;
  return (
    <div className={styles.warning} role="alert">
      <Badge tone="attention" icon="triangle">
        {t('reporting.confirm.lacking', { count: slices, text: formatCount(slices) })}
      </Badge>
      <ul className={styles.lacking}>
        {images.lacking?.map((series) => (
          <li key={series.seriesInstanceUID}>
            <bdi>{seriesWords(series.seriesNumber, series.description, t)}</bdi>:{' '}
            <b>{t('reporting.confirm.lackingOfSeries', { count: series.slices, text: formatCount(series.slices) })}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Images that are here, and of which no picture comes. */
function NotShown({ images: { notShown = 0 } }: { images: ImagesAtSigning }) {
  const { t } = useTranslation();
  if (notShown === 0) return null;
  return (
    <div className={styles.warning} role="alert">
      <Badge tone="attention" icon="triangle">
        {t('reporting.confirm.notShown', { count: notShown, text: formatCount(notShown) })}
      </Badge>
    </div>
  );
}

/** Images that are here and that the site has taken back since: a report may rest on one that was wrong (V9). */
function Gone({ images: { gone = 0 } }: { images: ImagesAtSigning }) {
  const { t } = useTranslation();
  if (gone === 0) return null;
  return (
    <div className={styles.warning} role="alert">
      <Badge tone="attention" icon="triangle">
        {t('reporting.confirm.gone', { count: gone, text: formatCount(gone) })}
      </Badge>
    </div>
  );
}

function NotViewed({ study }: { study: StudyRef }) {
  const { t } = useTranslation();
  // As it was when the last look began: nothing under the words changes while they are read.
  const [unviewed] = useState(() => unviewedOf(study));
  if (!unviewed || unviewed.count === 0) return null;
  const { count, of, wholeSeries } = unviewed;
  return (
    <div className={styles.warning}>
      <Badge tone="attention" icon="triangle">
        {t('reporting.confirm.notViewed', { count: formatCount(count), of: formatCount(of) })}
      </Badge>
      {wholeSeries.length > 0 && (
        <ul className={styles.lacking}>
          {wholeSeries.map((words) => (
            <li key={words}>
              <bdi>{/^\d+$/.test(words) ? t('reporting.confirm.series', { number: words }) : words}</bdi>:{' '}
              <b>{t('reporting.confirm.noneViewed')}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** As of when what is said above is known. */
function Asked({ images: { askedAt, askedNow, agreedAt } }: { images: ImagesAtSigning }) {
  const { t } = useTranslation();
  const now = useNow();
  if (askedNow)
    return agreedAt === undefined ? null : <p className={styles.muted}>{t('reporting.confirm.askedNow')}</p>;
  const words =
    askedAt === undefined
      ? t('reporting.confirm.neverAsked')
      : t('reporting.confirm.askedLast', { at: formatInstant(askedAt, now) });
  return (
    <p className={styles.warning}>
      <Badge tone="attention" icon="triangle" wraps>
        {words}
      </Badge>
    </p>
  );
}
