import { useTranslation } from 'react-i18next';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { say } from '../why/said.ts';
import styles from './Editor.module.css';
import { unpairedSaid } from './model/pairedPriors.ts';
import { overtakingSaid, warningsOf } from './model/warnings.ts';
import { useInForce } from './useProtocols.ts';

interface WarningsProps {
  readonly protocol: Protocol;
  /** The id of one that it goes before, and that need not be named. */
  readonly except?: string | undefined;
}

/** What a protocol does to images, for how much it is, and what it goes before: seen before it hangs anything. */
export function Warnings({ protocol, except }: WarningsProps) {
  const { t } = useTranslation();
  const overtaking = overtakingSaid(protocol, useInForce(), except);
  const unpaired = unpairedSaid(protocol);
  return (
    <>
      {warningsOf(protocol).map(({ said, isCalm }) => {
        const text = say(said, t);
        return (
          <p key={text} className={isCalm ? styles.muted : styles.warning} data-testid="hanging-warning">
            {text}
          </p>
        );
      })}
      {unpaired && (
        <p className={styles.warning} data-testid="hanging-unpaired">
          {say(unpaired, t)}
        </p>
      )}
      {overtaking && (
        <p className={styles.warning} data-testid="hanging-overtakes">
          {say(overtaking, t)}
        </p>
      )}
    </>
  );
}
