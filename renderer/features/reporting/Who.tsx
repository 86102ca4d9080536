import { useTranslation } from 'react-i18next';
import { formatAgeAndSex, formatDate, formatDescription, formatTime } from '#renderer/i18n/format.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Isolated, PersonName } from '#renderer/ui/PersonName.tsx';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import styles from './Reporting.module.css';

/** Whose report this is, in two lines: what the eye compares with the images while it writes. */
export function WhoLine({ item }: { item: WorklistItem }) {
  const { t } = useTranslation();
  const [examined, when] = [examinedOf(item), whenOf(item)];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this groups facts.
    <div className={styles.who} role="group" aria-label={t('reporting.who.label')}>
      <div>
        <Name item={item} /> <Plain text={item.patientId ?? t('reporting.who.noId')} />{' '}
        <span>{formatAgeAndSex(item.patientAge, item.patientSex)}</span>
      </div>
      <div>
        <Isolated text={examined} /> <span>{when}</span>
        {item.accessionNumber && (
          <>
            {' '}
            {t('reporting.who.accession')} <Plain text={item.accessionNumber} />
          </>
        )}
      </div>
    </div>
  );
}

/** The same in the last look, each with its word: read before Enter, not beside it. */
export function WhoFacts({ item, id }: { item: WorklistItem | undefined; id: string }) {
  const { t } = useTranslation();
  if (!item) {
    return (
      <div className={styles.warning} id={id} role="alert">
        <Badge tone="danger" icon="triangle">
          {t('reporting.who.unknown')}
        </Badge>
      </div>
    );
  }
  const none = t('reporting.who.none');
  return (
    <dl className={styles.whoFacts} id={id}>
      <dt>{t('reporting.who.patient')}</dt>
      <dd>
        <Name item={item} />
      </dd>
      <dt>{t('reporting.who.patientId')}</dt>
      <dd>
        <Plain text={item.patientId ?? none} />
      </dd>
      <dt>{t('reporting.who.ageAndSex')}</dt>
      <dd>{formatAgeAndSex(item.patientAge, item.patientSex) || none}</dd>
      <dt>{t('reporting.who.study')}</dt>
      <dd>
        <Isolated text={examinedOf(item)} /> <span>{whenOf(item)}</span>
      </dd>
      <dt>{t('reporting.who.accession')}</dt>
      <dd>
        <Plain text={item.accessionNumber ?? none} />
      </dd>
    </dl>
  );
}

function Name({ item }: { item: WorklistItem }) {
  const { t } = useTranslation();
  return (
    <b>
      <PersonName
        name={item.patientName}
        absent={t(item.nameNotReadable ? 'reporting.who.nameNotReadable' : 'reporting.who.noName')}
      />
    </b>
  );
}

/** Identifiers run left to right, whatever stands beside them. */
function Plain({ text }: { text: string }) {
  return <bdi dir="ltr">{text}</bdi>;
}

export function examinedOf(item: WorklistItem): string {
  return (
    formatDescription(item.studyDescription) || [item.modalities.join('/'), item.bodyPart].filter(Boolean).join(' ')
  );
}

function whenOf(item: WorklistItem): string {
  return [formatDate(item.studyDate), formatTime(item.studyTime)].filter(Boolean).join(' ');
}
