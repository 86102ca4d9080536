import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { differingLayers } from '#shared/hanging/capture/differingLayers.ts';
import { withTrueLabels } from '#shared/hanging/capture/selectorName.ts';
import { hangWith } from '#shared/hanging/hang.ts';
import { overtakenBy } from '#shared/hanging/overtaken.ts';
import { namesPerson } from '#shared/hanging/personalWords.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { failureText } from '../../../i18n/failureText.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useExamples } from '../editor/useExamples.ts';
import { useInForce } from '../editor/useProtocols.ts';
import { PaneFrame } from '../PaneFrame.tsx';
import { TrialStrip } from '../preview/TrialStrip.tsx';
import { useTrials } from '../preview/useTrials.ts';
import { withoutChips } from './chips.ts';
import { Facts } from './Facts.tsx';
import { type Reach, ReachChoice } from './ReachChoice.tsx';
import styles from './Remember.module.css';
import { Reservations } from './Reservations.tsx';
import { type Capture, useCapture } from './useCapture.ts';
import { useSaving } from './useSaving.ts';

interface RememberPaneProps {
  readonly session: ReadingSession;
  readonly onClose: () => void;
}

/** "Remember this hanging": what is on the screen, said in sentences and tried on other studies before it is kept. */
export function RememberPane({ session, onClose }: RememberPaneProps) {
  const { t } = useTranslation();
  const [capture, takeAgain] = useCapture(session);
  if (!capture) {
    return (
      <PaneFrame title={t('hanging.remember.title')} onClose={onClose} testId="remember">
        <p className={styles.note}>{t('hanging.remember.nothing')}</p>
      </PaneFrame>
    );
  }
  return <Remembering key={capture.takenAt} {...{ session, capture, takeAgain, onClose }} />;
}

interface RememberingProps extends RememberPaneProps {
  readonly capture: Capture;
  readonly takeAgain: () => void;
}

const noFacts: ReadonlySet<string> = new Set();

function Remembering({ session, capture, takeAgain, onClose }: RememberingProps) {
  const { t } = useTranslation();
  const { captured, study } = capture;
  const [name, setName] = useState(captured.protocol.name);
  const [reach, setReach] = useState<Reach>({ level: 'user', onlySite: false });
  const [left, setLeft] = useState(noFacts);
  const protocol = useMemo(() => withoutFacts(capture, left), [capture, left]);
  const wanted = useMemo(() => ({ stages: captured.ownStages, optional: captured.awaited }), [captured]);
  const inForce = useInForce();
  const { studies } = useExamples(protocol, undefined);
  const trials = useTrials(studies, protocol, inForce, wanted);
  const saving = useSaving(session);
  const toggle = (key: string) => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    setLeft(next);
  };
  const save = () => saving.save(capture, protocol, name.trim(), reach, study.site);
  return (
    <PaneFrame
      title={t('hanging.remember.title')}
      onClose={onClose}
      testId="remember"
      footer={
        saving.isSaved ? (
          <>
            <p className={styles.saved} role="status">
              {t('hanging.remember.saved')}
            </p>
            <Button onClick={onClose}>{t('hanging.remember.close')}</Button>
          </>
        ) : (
          <>
            {saving.failure && (
              <p className={styles.problem} role="alert">
                {failureText(saving.failure)}
              </p>
            )}
            <Button kind="primary" onClick={() => void save()} disabled={name.trim() === '' || saving.isSaving}>
              {t(capture.isNewer ? 'hanging.remember.saveNewer' : 'hanging.remember.save')}
            </Button>
            <Button onClick={onClose}>{t('hanging.remember.cancel')}</Button>
          </>
        )
      }
    >
      <ScreenChanged session={session} capture={capture} takeAgain={takeAgain} />
      <Field
        label={t('hanging.remember.name')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.target.value)}
      />
      {namesPerson([name], capture.persons) !== undefined && (
        <p className={styles.warning} role="status">
          {t('hanging.remember.nameNames')}
        </p>
      )}
      <Facts protocol={captured.protocol} named={protocol} captured={captured} left={left} onToggle={toggle} />
      <Reservations captured={captured} study={study} differs={useDiffering(capture, protocol, left)} />
      <ReachChoice reach={reach} isNewer={capture.isNewer} onChange={setReach} />
      <section className={styles.part} aria-label={t('hanging.remember.tried')}>
        <h3 className={styles.heading}>{t('hanging.remember.tried')}</h3>
        <TrialStrip {...trials} />
        <Overtakes protocol={protocol} inForce={inForce} />
      </section>
    </PaneFrame>
  );
}

/** Without the facts that were left out, and no longer called by them. */
function withoutFacts({ captured, study }: Capture, left: ReadonlySet<string>): Protocol {
  if (left.size === 0) return captured.protocol;
  const series = [...study.series, ...study.priors.flatMap((prior) => prior.series ?? [])];
  return withTrueLabels(withoutChips(captured.protocol, left), (selector) => {
    const shown = captured.remembered.find(({ key }) => key === selector)?.series;
    return series.find(({ id }) => id === shown)?.facets;
  });
}

/** Series of the screen that would not hang where they are, with the facts that are left. */
function useDiffering({ layout, study }: Capture, protocol: Protocol, left: ReadonlySet<string>): readonly string[] {
  return useMemo(
    () => (left.size === 0 ? [] : differingLayers(layout, hangWith(study, protocol)).map(({ series }) => series)),
    [layout, study, protocol, left],
  );
}

/** The screen is remembered as it was; what was changed since is not in it. */
function ScreenChanged({ session, capture, takeAgain }: Omit<RememberingProps, 'onClose'>) {
  const { t } = useTranslation();
  const isSame = useStore(session.store, ({ arrangement }) => arrangement === capture.arrangement);
  if (isSame) return null;
  return (
    <div className={styles.changed} role="status">
      <p>{t('hanging.remember.screenChanged')}</p>
      <Button onClick={takeAgain}>{t('hanging.remember.takeAgain')}</Button>
    </div>
  );
}

const mostNamed = 6;

/** The reader's own comes before all that ships, however special that is: so it is said which. */
function Overtakes({ protocol, inForce }: { readonly protocol: Protocol; readonly inForce: readonly Protocol[] }) {
  const { t } = useTranslation();
  const beaten = useMemo(
    () => overtakenBy(protocol, inForce).filter(({ id }) => id !== protocol.basedOn),
    [protocol, inForce],
  );
  if (beaten.length === 0) return null;
  const names = beaten.slice(0, mostNamed).map(({ name }) => `“${name}”`);
  const more = beaten.length - names.length;
  return (
    <p className={styles.warning} data-testid="overtakes">
      {t('hanging.remember.overtakes', { names: names.join(', ') })}
      {more > 0 && ` ${t('hanging.remember.more', { count: more })}`}
    </p>
  );
}
