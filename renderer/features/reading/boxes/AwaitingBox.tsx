import { useTranslation } from 'react-i18next';
import { formatDate } from '../../../i18n/format.ts';
import { type AwaitedWords, awaitedIn } from '../../../session/awaited.ts';
import { WhyButton } from '../corners/WhyButton.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './AwaitingBox.module.css';

interface AwaitingBoxProps {
  readonly box: number;
  readonly hidden: boolean;
}

/** A box in which nothing hangs: what its protocol waits for, or how something comes into it. */
export function AwaitingBox({ box, hidden }: AwaitingBoxProps) {
  const { session } = useReading();
  const active = useReadingState((state) => state.active === box);
  const cell = useReadingState(({ arrangement }) => arrangement.cells?.[box]);
  const awaits = cell?.selector !== undefined;
  return (
    <div className={styles.place} hidden={hidden}>
      <button
        type="button"
        className={styles.empty}
        data-active={active}
        data-testid="empty-box"
        data-selector={cell?.selector}
        onClick={() => session.activate(box)}
      >
        {awaits ? <Awaited selector={cell.selector ?? ''} /> : <HowToFill active={active} />}
      </button>
      {awaits && (
        <span className={styles.why}>
          <WhyButton box={box} />
        </span>
      )}
    </div>
  );
}

function HowToFill({ active }: { active: boolean }) {
  const { t } = useTranslation();
  const hasSeries = useReadingState(({ images }) => images.sets.length > 0);
  return hasSeries ? t(active ? 'reading.emptyActive' : 'reading.emptyBox') : active && t('reading.nothingToShow');
}

/** Calm: what is wanted, and what is known of why it is not here. */
function Awaited({ selector }: { selector: string }) {
  const { t } = useTranslation();
  const { session } = useReading();
  // Priors come, and the study is answered anew.
  useReadingState((state) => state.studies);
  useReadingState((state) => state.priorsAsked);
  useReadingState((state) => state.byProtocol);
  const awaited = awaitedIn(session.state, selector);
  if (!awaited) return <HowToFill active={false} />;
  return (
    <span className={styles.words} data-awaits={awaited.kind}>
      <span className={styles.wanted}>{titleOf(awaited, t)}</span>
      {t(`hanging.desk.awaits.${awaited.kind}`, { ...awaited.series })}
    </span>
  );
}

/** What is not in the study is not expected of it. */
function titleOf({ kind, label, prior }: AwaitedWords, t: ReturnType<typeof useTranslation>['t']): string {
  if (kind === 'series' || kind === 'taken' || kind === 'noPrior') return label;
  if (!prior) return t('hanging.desk.expected', { label });
  const date = formatDate(prior.date);
  const of = prior.modalities.join(' ');
  return date === '' ? t('hanging.desk.priorNoDate', { of, label }) : t('hanging.desk.prior', { of, date, label });
}
