import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import policy from '#resources/displays/policy.json';
import type { AmbientLight, KnownDisplay, PatternAnswers } from '#shared/contract/displays.ts';
import { planTargets, type TargetAnswer } from '#shared/displays/blindTargets.ts';
import { pitchOf } from '#shared/displays/display.ts';
import type { CheckKind } from '#shared/displays/displayPolicy.ts';
import { BlindTargets } from './BlindTargets.tsx';
import { CheckBegins } from './CheckBegins.tsx';
import { CheckResult } from './CheckResult.tsx';
import styles from './Displays.module.css';
import { PatternLook } from './PatternLook.tsx';

interface DisplayCheckProps {
  readonly display: KnownDisplay;
  readonly kind: CheckKind;
  readonly onDone: () => void;
}

type Step = 'begins' | 'pattern' | 'targets' | 'result';

/** Ten millimetres where the pitch is known. */
const discMm = 10;
const discPx = 48;

/** Chance as the system gives it: a target that could be foretold is not blind. */
const chance = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** The check of one monitor, over the whole of it: the room, the pattern, the blind targets, the result. */
export function DisplayCheck({ display, kind, onDone }: DisplayCheckProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>('begins');
  const [room, setRoom] = useState<{ ambient: AmbientLight; aidsOff: boolean }>({ ambient: 'dim', aidsOff: false });
  const [pattern, setPattern] = useState<PatternAnswers>();
  const [targets] = useState(() => planTargets(kind, policy.targets, chance));
  const { act, ...record } = useAct('displays.recordCheck');
  const dialog = useFullScreen(onDone);
  const { displayId } = display.facts;
  const pitch = pitchOf(display.facts, display.widthMm);

  const finish = useCallback(
    (answers: readonly TargetAnswer[]) => {
      if (!pattern) return;
      setStep('result');
      void act({ displayId, kind, ...room, pattern, targets: [...answers] });
    },
    [act, displayId, kind, room, pattern],
  );

  return (
    <dialog
      ref={dialog}
      className={styles.check}
      aria-label={t(`displays.check.title.${kind}`)}
      data-testid="display-check"
    >
      {step === 'begins' && (
        <CheckBegins
          kind={kind}
          onGo={(begun) => {
            setRoom(begun);
            setStep('pattern');
          }}
          onBack={onDone}
        />
      )}
      {step === 'pattern' && (
        <PatternLook
          onSaid={(said) => {
            setPattern(said);
            setStep('targets');
          }}
        />
      )}
      {step === 'targets' && (
        <BlindTargets
          targets={targets}
          discPx={pitch === undefined ? discPx : Math.round(discMm / pitch)}
          onDone={finish}
        />
      )}
      {step === 'result' && (
        <div className={styles.panel}>
          {record.result?.ok && <CheckResult displayId={displayId} snapshot={record.result.value} />}
          {record.failure && <p role="alert">{failureText(record.failure)}</p>}
          {record.acting && <p role="status">{t('displays.check.keeping')}</p>}
          <Button kind="primary" keys="Enter" autoFocus onClick={onDone}>
            {t('displays.check.close')}
          </Button>
        </div>
      )}
    </dialog>
  );
}

/** Covers the screen, the system's own bars included where that is allowed; Escape ends it. */
function useFullScreen(onDone: () => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    const element = dialog.current;
    if (!element) return undefined;
    if (!element.open) element.showModal();
    // Where it is refused the window is as large as it is, and the check is made on that.
    element.requestFullscreen().catch(() => undefined);
    const cancel = (event: Event) => {
      event.preventDefault();
      done.current();
    };
    element.addEventListener('cancel', cancel);
    return () => {
      element.removeEventListener('cancel', cancel);
      if (document.fullscreenElement === element) void document.exitFullscreen();
      element.close();
    };
  }, []);
  return dialog;
}
