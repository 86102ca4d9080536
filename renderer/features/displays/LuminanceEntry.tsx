import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatLocalDate } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import type { KnownDisplay } from '#shared/contract/displays.ts';
import { judgeLuminance, luminanceProblem, measuredLevels } from '#shared/displays/luminance.ts';
import { CurveChoice } from './CurveChoice.tsx';
import styles from './Displays.module.css';

/** For whoever has a photometer: 18 readings, and what they say of the monitor. */
export function LuminanceEntry({ display }: { display: KnownDisplay }) {
  const { t } = useTranslation();
  const [texts, setTexts] = useState<readonly string[]>(() => measuredLevels.map(() => ''));
  const [ambient, setAmbient] = useState('0');
  const record = useAct('displays.recordLuminance');
  const reading = { levels: texts.map(numberIn), ambient: numberIn(ambient) };
  const isWhole = texts.every((text) => text.trim() !== '');
  const problem = isWhole ? luminanceProblem(reading) : undefined;
  const judged = isWhole ? judgeLuminance(reading) : undefined;
  const { luminance } = display;
  return (
    <details className={styles.luminance}>
      <summary>{t('displays.luminance.title')}</summary>
      <p className={styles.muted}>{t('displays.luminance.text')}</p>
      {luminance && (
        <>
          <p>{t('displays.luminance.known', { date: formatLocalDate(luminance.at), ...wordsOf(luminance) })}</p>
          <CurveChoice display={display} />
        </>
      )}
      <div className={styles.levels}>
        {measuredLevels.map((level, index) => (
          <Field
            key={level}
            label={String(level)}
            inputMode="decimal"
            value={texts[index] ?? ''}
            onChange={(event) => setTexts(texts.map((text, at) => (at === index ? event.target.value : text)))}
          />
        ))}
        <Field
          label={t('displays.luminance.ambient')}
          inputMode="decimal"
          value={ambient}
          onChange={(event) => setAmbient(event.target.value)}
        />
      </div>
      {problem && <p className={styles.attention}>{t(`displays.luminance.problems.${problem}`)}</p>}
      {judged && <p>{t('displays.luminance.judged', wordsOf(judged))}</p>}
      <Button
        disabled={!judged || record.acting}
        onClick={() => void record.act({ displayId: display.facts.displayId, ...reading })}
      >
        {t('displays.luminance.keep')}
      </Button>
      {record.failure && <p role="alert">{failureText(record.failure)}</p>}
    </details>
  );
}

function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
}

function wordsOf(result: { minimum: number; maximum: number; ratio: number; gsdfErrorPercent: number }) {
  return {
    minimum: result.minimum.toFixed(2),
    maximum: result.maximum.toFixed(0),
    ratio: result.ratio.toFixed(0),
    error: result.gsdfErrorPercent.toFixed(1),
  };
}
