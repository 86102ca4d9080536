import { useTranslation } from 'react-i18next';
import { useReading } from '../readingContext.ts';
import styles from './Documents.module.css';
import { goToImage } from './goToImage.ts';
import { centralOf, type LayerReach } from './layerReach.ts';

/** So many series are named; the one with most of it is gone to anyway. */
const mostNamed = 4;

/** Where a layer lies, series by series: a click goes to the middle of it. */
export function LayerWhere({ reach }: { reach: readonly LayerReach[] }) {
  const { t } = useTranslation();
  const { session } = useReading();
  if (reach.length === 0) return <p className={styles.note}>{t('documents.layer.nowhere')}</p>;
  return (
    <p className={styles.where} data-testid="layer-where">
      {reach.slice(0, mostNamed).map((each) => {
        const { named, marked } = each;
        const [first, last] = [(marked[0] ?? 0) + 1, (marked.at(-1) ?? 0) + 1];
        const isWhole = marked.length === last - first + 1;
        const words = { series: named.seriesNumber ?? '–', first, last, count: marked.length };
        const key = marked.length === 1 ? 'atOne' : isWhole ? 'at' : 'atSome';
        return (
          <button
            key={named.set.id}
            type="button"
            className={styles.keyImage}
            onClick={() => goToImage(session, { named, index: centralOf(each) })}
          >
            {t(`documents.layer.${key}`, words)}
          </button>
        );
      })}
    </p>
  );
}
