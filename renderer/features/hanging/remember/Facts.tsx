import { useTranslation } from 'react-i18next';
import type { CapturedHanging } from '#shared/hanging/capture/captureHanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { nameOfSelector, studySentence } from '../sentences.ts';
import { say } from '../why/said.ts';
import { type Chip, chipsOf } from './chips.ts';
import styles from './Remember.module.css';

interface FactsProps {
  /** With every fact that was found. */
  readonly protocol: Protocol;
  /** With those that are left: its names hold for these. */
  readonly named: Protocol;
  readonly captured: CapturedHanging;
  /** Facts that the reader has left out, by key. */
  readonly left: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}

/** By what the study and each series are known again; every fact can be left out, and taken in again. */
export function Facts({ protocol, named, captured, left, onToggle }: FactsProps) {
  const { t } = useTranslation();
  const mirrored = captured.remembered.filter(({ selector }) => selector.mirrorOf !== undefined);
  const series = captured.remembered.filter(({ selector }) => selector.mirrorOf === undefined);
  return (
    <section className={styles.part} aria-label={t('hanging.remember.facts')}>
      <Sentence lead={say(studySentence(named).lead, t)} chips={chipsOf(protocol, undefined)} {...{ left, onToggle }} />
      {series.map(({ key, selector }) => (
        <Sentence
          key={key}
          lead={nameOfSelector(named, key)}
          chips={chipsOf(protocol, key)}
          tail={(selector.fallback ?? []).map((other) => nameOfSelector(named, other))}
          {...{ left, onToggle }}
        />
      ))}
      {mirrored.length > 0 && (
        <p className={styles.sentence}>
          {t('hanging.remember.mirrored', {
            names: mirrored.map(({ selector }) => nameOfSelector(named, selector.mirrorOf ?? '')).join(', '),
          })}
        </p>
      )}
      <p className={styles.note}>{t('hanging.remember.leaveOut')}</p>
    </section>
  );
}

interface SentenceProps {
  readonly lead: string;
  readonly chips: readonly Chip[];
  readonly tail?: readonly string[];
  readonly left: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}

function Sentence({ lead, chips, tail = [], left, onToggle }: SentenceProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.sentence} data-testid="fact-sentence">
      <span className={styles.lead}>{lead}</span>{' '}
      {chips.map((chip) => (
        <ChipButton key={chip.key} chip={chip} isLeft={left.has(chip.key)} onToggle={() => onToggle(chip.key)} />
      ))}
      {tail.length > 0 && <span className={styles.tail}>{t('hanging.sentences.orElse', { of: tail.join(', ') })}</span>}
    </div>
  );
}

function ChipButton({ chip, isLeft, onToggle }: { chip: Chip; isLeft: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const it = say(chip.said, t);
  const said = chip.strength === 'better' ? t('hanging.sentences.strength.better', { it }) : it;
  if (chip.isFixed) {
    return (
      <span className={styles.chip} data-strength={chip.strength} title={t('hanging.remember.sideStays')}>
        {said}
      </span>
    );
  }
  const act = t(isLeft ? 'hanging.remember.takeIn' : 'hanging.remember.leave', { it: said });
  return (
    <button
      type="button"
      className={styles.chip}
      data-strength={chip.strength}
      data-left={isLeft}
      aria-pressed={!isLeft}
      aria-label={act}
      title={act}
      onClick={onToggle}
    >
      {said}
      <Icon name={isLeft ? 'refresh' : 'cross'} />
    </button>
  );
}
