import { useTranslation } from 'react-i18next';
import type { ImagePatient } from '#shared/dicom/imagePatient.ts';
import { formatDate } from '../../../i18n/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PersonName } from '../../../ui/PersonName.tsx';
import type { PatientOnScreen } from '../corners/patientOnScreen.ts';
import type { ClinicalDifference } from './clinicalPatient.ts';
import styles from './DocumentPatient.module.css';

interface DocumentPatientProps {
  readonly onScreen: {
    readonly patient: PatientOnScreen['patient'];
    readonly differs: PatientOnScreen['differs'] | ClinicalDifference;
  };
}

/** Whose document this is, in its own words; of another patient it is said as it is over an image (T22). */
export function DocumentPatient({ onScreen: { patient, differs } }: DocumentPatientProps) {
  const { t } = useTranslation();
  if (!patient) return <p className={styles.patient}>{t('documents.patient.none')}</p>;
  if (!differs) {
    return (
      <p className={styles.patient} data-testid="document-patient">
        <PatientLine patient={patient} />
      </p>
    );
  }
  return (
    <div className={styles.otherPatient} role="alert" data-testid="document-other-patient" data-differs={differs}>
      <b>
        <Icon name="triangle" /> {t('documents.patient.of')} <PatientLine patient={patient} />
      </b>
      <b>{t(differs === 'otherId' ? 'documents.patient.otherId' : `reading.otherPatient.${differs}`)}</b>
    </div>
  );
}

function PatientLine({ patient: { name, patientId, birthDate } }: { patient: ImagePatient }) {
  const { t } = useTranslation();
  return (
    <span className={styles.line}>
      <PersonName name={name} absent={t('reading.noName')} />
      {patientId !== undefined && (
        <span>
          {t('reading.otherPatient.id')} <bdi dir="ltr">{patientId}</bdi>
        </span>
      )}
      {birthDate !== undefined && <span>{t('reading.otherPatient.born', { date: formatDate(birthDate) })}</span>}
    </span>
  );
}
