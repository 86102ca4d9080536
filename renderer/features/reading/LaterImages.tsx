import { useTranslation } from 'react-i18next';
import { useCommands } from '../../session/useCommands.ts';
import { Icon } from '../../ui/Icon.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import styles from './LaterImages.module.css';
import type { LaterImagesOffer } from './laterImages.ts';

/** "12 new images arrived": below the images, until the reader takes them in. */
export function LaterImages({ later }: { later: LaterImagesOffer | undefined }) {
  const { t } = useTranslation();
  useCommands([
    {
      id: 'reading.showNewImages',
      title: 'reading.commands.showNewImages',
      place: 'reading',
      keys: ['N'],
      run: () => later?.show(),
      canRun: () => later !== undefined,
    },
  ]);
  if (!later) return null;
  return (
    <div className={styles.bar} role="status" data-testid="later-images">
      <Icon name="changed" />
      <b>{t('reading.later.arrived', { count: later.count })}</b>
      <span className={styles.hint}>{t('reading.later.hint')}</span>
      <button type="button" className={styles.show} onClick={later.show}>
        {t('reading.later.show')} <KeyHint keys="N" />
      </button>
    </div>
  );
}
