import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import type { KnownDisplay } from '#shared/contract/displays.ts';
import { widthFromCard } from '#shared/displays/display.ts';
import styles from './Displays.module.css';

interface WidthEntryProps {
  readonly display: KnownDisplay;
  /** The window is on this monitor: a card can be held to it. */
  readonly canMeasure: boolean;
  readonly onWidth: (widthMm: number) => void;
}

/** The width of the picture in millimetres, entered, or measured with a bank card that is held to the glass. */
export function WidthEntry({ display, canMeasure, onWidth }: WidthEntryProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(display.widthMm === undefined ? '' : String(Math.round(display.widthMm)));
  const [measuring, setMeasuring] = useState(false);
  const width = Number(text);
  const isWidth = text === '' || (Number.isFinite(width) && width >= 50 && width <= 5_000);
  return (
    <div className={styles.group}>
      <Field
        label={t('displays.width')}
        hint={t('displays.widthHint')}
        inputMode="decimal"
        value={text}
        problem={isWidth ? undefined : t('displays.notWidth')}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (text !== '' && isWidth && width !== display.widthMm) onWidth(width);
        }}
      />
      {canMeasure && !measuring && (
        <Button kind="quiet" onClick={() => setMeasuring(true)}>
          {t('displays.measureCard')}
        </Button>
      )}
      {measuring && (
        <CardRuler
          display={display}
          onMeasured={(widthMm) => {
            setText(String(Math.round(widthMm)));
            setMeasuring(false);
            onWidth(Math.round(widthMm * 10) / 10);
          }}
        />
      )}
    </div>
  );
}

/** A card drawn on the screen is made as wide as the one in the hand (ISO/IEC 7810 ID-1, 85.6 mm). */
function CardRuler({ display, onMeasured }: { display: KnownDisplay; onMeasured: (widthMm: number) => void }) {
  const { t } = useTranslation();
  const [cardPx, setCardPx] = useState(340);
  const panelPx = cardPx * window.devicePixelRatio;
  return (
    <div className={styles.group}>
      <p>{t('displays.card.text')}</p>
      <div className={styles.bankCard} style={{ inlineSize: `${cardPx}px` }} data-testid="bank-card" />
      <input
        type="range"
        min={150}
        max={900}
        step={1 / window.devicePixelRatio}
        value={cardPx}
        aria-label={t('displays.card.size')}
        onChange={(event) => setCardPx(Number(event.target.value))}
      />
      <Button kind="primary" onClick={() => onMeasured(widthFromCard(display.facts, panelPx))}>
        {t('displays.card.same', { mm: Math.round(widthFromCard(display.facts, panelPx)) })}
      </Button>
    </div>
  );
}
