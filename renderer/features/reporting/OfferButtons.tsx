import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/Button.tsx';
import type { Offer } from './comparisonOffers.ts';
import styles from './Reporting.module.css';

/** Sentences for the Comparison field, each put there by one press. The first has the key. */
export function OfferButtons({ offers, onInsert }: { offers: readonly Offer[]; onInsert: (offer: Offer) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.offers}>
      {offers.map((offer, index) => (
        <Button
          key={offer.text}
          kind="quiet"
          className={styles.offer}
          {...(index === 0 && { keys: 'F8' })}
          onClick={() => onInsert(offer)}
        >
          {t('reporting.insert', { words: offer.text })}
        </Button>
      ))}
    </div>
  );
}
