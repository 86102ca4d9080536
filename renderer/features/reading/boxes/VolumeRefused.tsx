import { useTranslation } from 'react-i18next';
import styles from './VolumeRefused.module.css';

/** Why a box that was asked for a volume shows none; `value` in degrees or mm where the reason has one. */
export interface Refusal {
  readonly reason: string;
  readonly value?: number | undefined;
}

/** The reason in place of the image: never a black box. */
export function VolumeRefused({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation();
  const { reason, value } = refusal;
  const words = ownWords.has(reason) ? `volumes.refused.${reason}` : `reading.noVolume.${reason}`;
  return (
    <p className={styles.refused} role="status" data-testid="volume-refused">
      {t(words, { value: value?.toFixed(1) })}
    </p>
  );
}

/** Said here at more length than beside the command for three planes. */
const ownWords = new Set(['cpu', 'card', 'memory', 'tooLarge']);
