import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BlindTarget, type TargetAnswer, type TargetPlace, targetPlaces } from '#shared/displays/blindTargets.ts';
import { DeviceCanvas } from './DeviceCanvas.tsx';
import styles from './Displays.module.css';
import { drawTarget, fieldAt } from './targetPicture.ts';

interface BlindTargetsProps {
  readonly targets: readonly BlindTarget[];
  readonly discPx: number;
  readonly onDone: (answers: readonly TargetAnswer[]) => void;
}

/**
 * One question after another: in which of nine fields is the disc? `1` to `9` or a click; `0`, `N` or Space say that
 * none can be seen. The keys stand as on the top of a keyboard; a number pad's rows are turned to the screen's.
 */
export function BlindTargets({ targets, discPx, onDone }: BlindTargetsProps) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<readonly TargetAnswer[]>([]);
  const asked = targets[answers.length];
  const finished = useRef(false);
  const answer = useCallback(
    (place: TargetPlace | null) => {
      setAnswers((given) => {
        const target = targets[given.length];
        return target ? [...given, { ...target, answer: place }] : given;
      });
    },
    [targets],
  );
  useEffect(() => {
    if (answers.length < targets.length || finished.current) return;
    finished.current = true;
    onDone(answers);
  }, [answers, targets, onDone]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      const said = placeOfKey(event);
      if (said === undefined) return;
      event.preventDefault();
      answer(said);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [answer]);
  const draw = useCallback(
    (width: number, height: number) =>
      drawTarget(asked ?? { ground: 0, target: 0, place: null }, width, height, discPx),
    [asked, discPx],
  );
  return (
    <>
      <DeviceCanvas
        draw={draw}
        label={t('displays.check.targets')}
        onPick={(x, y, width, height) => answer(targetPlaces[fieldAt(x, y, width, height) - 1] ?? null)}
      />
      <p
        className={styles.atTargets}
        data-ground={(asked?.ground ?? 0) < 128 ? 'dark' : 'bright'}
        data-testid="blind-target-count"
      >
        {t('displays.check.which', { number: Math.min(answers.length + 1, targets.length), of: targets.length })}
      </p>
    </>
  );
}

/** Undefined: a key that says nothing here. */
function placeOfKey({ key, code }: KeyboardEvent): TargetPlace | null | undefined {
  if (key === '0' || key === ' ' || key.toLowerCase() === 'n' || code === 'KeyN') return null;
  const digit = /^(Digit|Numpad)([1-9])$/.exec(code);
  const number = digit ? Number(digit[2]) : /^[1-9]$/.test(key) ? Number(key) : undefined;
  if (number === undefined) return undefined;
  // A number pad has 7 8 9 on top.
  const place = digit?.[1] === 'Numpad' ? (2 - Math.floor((number - 1) / 3)) * 3 + ((number - 1) % 3) + 1 : number;
  return targetPlaces[place - 1];
}
