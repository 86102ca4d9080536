import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDescription } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Isolated, PersonName } from '#renderer/ui/PersonName.tsx';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type ArchiveId, studyKey } from '#shared/dicom/frameKey.ts';
import styles from './Details.module.css';
import { ReadyCell } from './ReadyCell.tsx';
import { type LineMeasure, rowFacts } from './readinessText.ts';
import { WhenHere } from './WhenHere.tsx';

interface DetailsProps {
  readonly item: WorklistItem | undefined;
  readonly priors: readonly WorklistItem[];
  readonly lineOf: (archiveId: ArchiveId) => LineMeasure;
}

/** The selected row in full: what is asked, by whom, what there is to compare with, and what is still missing. */
export function Details({ item, priors, lineOf }: DetailsProps) {
  const { t } = useTranslation();
  if (!item) {
    return (
      <section className={styles.details} aria-label={t('worklist.details.label')}>
        <p className={styles.muted}>{t('worklist.details.nothing')}</p>
      </section>
    );
  }
  return (
    <section className={styles.details} aria-label={t('worklist.details.label')}>
      <Question item={item} />
      <Priors item={item} priors={priors} lineOf={lineOf} />
      <WhenHere item={item} line={lineOf(item.study.archiveId)} />
    </section>
  );
}

/**
 * What is counted as an image beside it: the archive counts reports and presentation states too. An object of many frames
 * is one image there and many here.
 */
export function imagesOf({ numberOfInstances, readiness }: Imaged, t: TFunction): string | undefined {
  if (numberOfInstances === undefined) return undefined;
  const { otherObjects = 0, expectedFrames = 0 } = readiness;
  const images = Math.max(0, numberOfInstances - otherObjects);
  const frames = expectedFrames > images && images > 0 ? t('worklist.details.frames', { count: expectedFrames }) : '';
  const others = otherObjects > 0 ? t('worklist.details.others', { count: otherObjects }) : '';
  return [images, frames, others].filter((part) => part !== '').join(' ');
}

type Imaged = Pick<WorklistItem, 'numberOfInstances' | 'readiness'>;

/** A search seldom says what is asked; the headers do. Before they have been read nobody can say that it was not. */
export function indicationUnknown({
  readiness,
}: Pick<WorklistItem, 'readiness'>): 'noIndication' | 'indicationNotRead' {
  return readiness.expectedFrames === undefined ? 'indicationNotRead' : 'noIndication';
}

function Question({ item }: { item: WorklistItem }) {
  const { t } = useTranslation();
  return (
    <div className={styles.part}>
      <h3>{t('worklist.details.indication')}</h3>
      <p className={styles.indication}>
        {item.indication ? (
          <Isolated text={item.indication} />
        ) : (
          <span className={styles.muted}>{t(`worklist.details.${indicationUnknown(item)}`)}</span>
        )}
      </p>
      {item.reportElsewhere && (
        <p className={styles.elsewhere} data-testid="report-elsewhere">
          <Icon name="file" /> {t('worklist.details.reportElsewhere')}
        </p>
      )}
      <div className={styles.facts}>
        <span>
          {t('worklist.details.referrer')}{' '}
          <b>
            <PersonName name={item.referringPhysician} absent={t('worklist.details.unknown')} both={false} />
          </b>
        </span>
        <Fact label={t('worklist.details.patientId')} value={item.patientId} />
        <Fact label={t('worklist.details.born')} value={formatDate(item.patientBirthDate)} />
        <Fact label={t('worklist.details.accession')} value={item.accessionNumber} />
        <Fact label={t('worklist.details.series')} value={item.numberOfSeries?.toString()} />
        <Fact label={t('worklist.details.images')} value={imagesOf(item, t)} />
      </div>
    </div>
  );
}

function Fact({ label, value }: { label: string; value: string | undefined }) {
  if (!value) return null;
  return (
    <span>
      {label}{' '}
      <b>
        <bdi dir="ltr">{value}</bdi>
      </b>
    </span>
  );
}

function Priors({ item, priors, lineOf }: DetailsProps & { readonly item: WorklistItem }) {
  const { t } = useTranslation();
  return (
    <div className={styles.part}>
      <h3>{t('worklist.details.priors', { count: item.priorCount })}</h3>
      {priors.length === 0 ? (
        <p className={styles.muted}>{t('worklist.details.noPriors')}</p>
      ) : (
        <ul className={styles.priors}>
          {priors.map((prior) => (
            <li key={studyKey(prior.study)} className={styles.prior}>
              <span>{formatDate(prior.studyDate)}</span>
              <span>{prior.modalities.join(' ')}</span>
              <span>
                <Isolated text={formatDescription(prior.studyDescription)} />
              </span>
              <span>
                <ReadyCell
                  readiness={prior.readiness}
                  site={prior.archiveName}
                  facts={rowFacts(prior, lineOf(prior.study.archiveId), item.dueAt)}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
