import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../session/useCommands.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { usePresent } from '../readingContext.ts';
import styles from './notices.module.css';
import type { LaterImagesOffer } from './useLaterImages.ts';

/** "25 more images: 12 have come, 13 on the way": in the line below the tools, until the reader takes them in. */
export function LaterImages({ later }: { later: LaterImagesOffer | undefined }) {
  const { t } = useTranslation();
  const presence = usePresent();
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
  const here = later.imageIds.filter((imageId) => presence?.has(imageId)).length;
  const words = here === 0 ? 'listed' : here < later.count ? 'partly' : 'arrived';
  return (
    <div className={styles.bar} role="status" data-testid="later-images">
      <Icon name="changed" />
      <b>{t(`reading.later.${words}`, { count: later.count, here, coming: later.count - here })}</b>
      <span className={styles.hint} title={t('reading.later.hint')}>
        {t('reading.later.hint')}
      </span>
      <button type="button" className={styles.show} onClick={later.show}>
        {t('reading.later.show')} <KeyHint keys="N" />
      </button>
    </div>
  );
}
