import { useTranslation } from 'react-i18next';
import type { FacetCorrection } from '#shared/contract/hanging.ts';
import { useAnswer } from '../../../host/hostContext.ts';
import { formatInstant } from '../../../i18n/format.ts';
import { useNow } from '../../../ui/clock.ts';
import { facetSaid, valueSaid } from '../why/facetWords.ts';
import { say } from '../why/said.ts';
import styles from './Correct.module.css';
import { reachSaid } from './correctionForm.ts';

interface CorrectionListProps {
  readonly corrections: readonly FacetCorrection[];
  readonly onRevoke: (id: string) => void;
  /** The series that one was said of, where they are of several. */
  readonly seriesOf?: ((id: string) => string | undefined) | undefined;
}

/** What readers have said of series: for which, what, who and when; each can be taken back. */
export function CorrectionList({ corrections, onRevoke, seriesOf }: CorrectionListProps) {
  const { t } = useTranslation();
  const { answer: archives } = useAnswer('archives.list', {});
  const now = useNow();
  const nameOf = (archiveId: string) => archives?.find((archive) => archive.archiveId === archiveId)?.name ?? '';
  const newestFirst = [...corrections].sort((one, other) => other.saidAt - one.saidAt);
  return (
    <ul className={styles.list} data-testid="corrections">
      {newestFirst.map(({ id, archiveId, of, values, saidBy, saidAt }) => (
        <li key={id} className={styles.said}>
          <div className={styles.saidWords}>
            {seriesOf && <span dir="auto">{seriesOf(id)}</span>}
            <strong dir="auto">
              {Object.entries(values)
                .map(([facet, value]) => textOfValue(facet, value, t))
                .join('; ')}
            </strong>
            <span className={styles.reach} dir="auto">
              {say(of.kind === 'series' ? { key: 'correct.list.one' } : reachSaid(of, nameOf(archiveId)), t)}
            </span>
            <span className={styles.who}>
              {t('hanging.correct.list.by', { who: saidBy, when: formatInstant(saidAt, now) })}
            </span>
          </div>
          <button
            type="button"
            className={styles.revoke}
            title={t('hanging.correct.revokeTitle')}
            onClick={() => onRevoke(id)}
          >
            {t('hanging.correct.revoke')}
          </button>
        </li>
      ))}
    </ul>
  );
}

function textOfValue(facet: string, value: string | number | boolean | null, t: Parameters<typeof say>[1]): string {
  return say(
    { key: 'correct.list.value', params: { facet: facetSaid(facet, 'series'), value: valueSaid(facet, value) } },
    t,
  );
}
