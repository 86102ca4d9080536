import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAgeAndSex, formatDate } from '../../../i18n/format.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PersonName } from '../../../ui/PersonName.tsx';
import { StudyTag } from '../priors/StudyTag.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './Overlay.module.css';
import { patientBeside, patientOnScreen } from './patientOnScreen.ts';

/** Whose image this is, in the image's own words; the list's stand only where it has none (T22). */
export function PatientWords({ state, isOfWholeSet }: { state: BoxState; isOfWholeSet: boolean }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const current = useReadingState(({ snapshot }) => snapshot.item);
  const item = session.studyOf(state.set?.id)?.snapshot.item ?? current;
  const { drawn, cover, set, asked } = state;
  const { patient, differs } = useMemo(
    () => patientBeside(current, item, patientOnScreen(current, { drawn, cover, set, asked }, isOfWholeSet)),
    [current, item, drawn, cover, set, asked, isOfWholeSet],
  );
  // What the list says of its patient is not said of another's image.
  const listed = differs === 'patient' ? undefined : item;
  const name = patient?.name ?? listed?.patientName;
  const patientId = patient?.patientId ?? listed?.patientId;
  const absent = t(listed?.nameNotReadable ? 'reading.nameNotReadable' : 'reading.noName');
  if (!differs) {
    return (
      <div className={styles.topStart}>
        <PersonName name={name} absent={absent} />
        <span className={styles.facts}>
          <span dir="ltr">{patientId}</span>
          <span>{formatAgeAndSex(item.patientAge, item.patientSex)}</span>
          <StudyTag item={item} />
        </span>
      </div>
    );
  }
  return (
    <div className={styles.otherPatient} role="alert" data-testid="other-patient" data-differs={differs}>
      <b>
        <Icon name="triangle" /> {t('reading.otherPatient.imageOf')} <PersonName name={name} absent={absent} />
      </b>
      {patientId !== undefined && (
        <span>
          {t('reading.otherPatient.id')} <bdi dir="ltr">{patientId}</bdi>
        </span>
      )}
      {patient?.birthDate !== undefined && (
        <span>{t('reading.otherPatient.born', { date: formatDate(patient.birthDate) })}</span>
      )}
      <b>{t(`reading.otherPatient.${differs}`)}</b>
      <StudyTag item={item} />
    </div>
  );
}
