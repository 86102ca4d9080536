import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { profileOf } from '../../../imaging/frames/colourProfiles.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { useReading } from '../readingContext.ts';
import { fidelityChain } from './chainWords.ts';
import styles from './FidelityChain.module.css';

/** The whole way of the pixels of a box from the source to the screen, in sentences. */
export function FidelityChain({ state }: { state: BoxState }) {
  const { t } = useTranslation();
  const { imaging } = useReading();
  const graphics = useSyncExternalStore(imaging.graphics.subscribe, imaging.graphics.snapshot);
  const profile = state.drawn && profileOf(state.drawn.imageId);
  const links = fidelityChain({ state, graphics, truth: imaging.truth(), profile });
  if (links.length === 0) return null;
  return (
    <span className={styles.chain} role="note" aria-label={t('fidelity.chain.title')} data-testid="fidelity-chain">
      <strong>{t('fidelity.chain.title')}</strong>
      {links.map(({ name, values = {} }) => (
        <span key={name} data-link={name}>
          {t(`fidelity.chain.${name}` as 'fidelity.chain.checked', values)}
        </span>
      ))}
    </span>
  );
}
