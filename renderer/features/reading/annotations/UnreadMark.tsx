import { useTranslation } from 'react-i18next';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { failureText } from '../../../i18n/failureText.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import styles from './AnnotationLayer.module.css';
import { useAnnotations } from './annotationContext.ts';

/** Says over the image that what was drawn on its study before could not be read: nobody measures it twice unknowing. */
export function UnreadMark({ state: { set } }: { state: BoxState }) {
  const { t } = useTranslation();
  const image = set?.frames[0]?.image;
  const failure = useAnnotations(({ unread }) =>
    image?.archiveId
      ? unread.get(studyKey({ archiveId: image.archiveId, studyInstanceUID: image.studyInstanceUID }))
      : undefined,
  );
  if (!failure) return null;
  return (
    <span
      className={styles.unread}
      title={t('annotations.unread', { reason: failureText(failure) })}
      data-testid="annotations-unread"
    >
      ▲ {t('annotations.unreadHere')}
    </span>
  );
}
