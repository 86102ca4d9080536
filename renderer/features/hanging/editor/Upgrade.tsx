import { useTranslation } from 'react-i18next';
import { protocolDifferences } from '#shared/hanging/differences.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { Differences } from './Differences.tsx';
import styles from './List.module.css';

interface UpgradeProps {
  readonly own: Protocol;
  readonly base: Protocol;
  readonly onKeep: (protocol: Protocol) => unknown;
  readonly onDone: () => void;
}

/** What differs between one's own and what it was made from: kept as it is, or theirs taken, which is one more version. */
export function Upgrade({ own, base, onKeep, onDone }: UpgradeProps) {
  const { t } = useTranslation();
  // What mine is called stays mine.
  const differences = protocolDifferences(own, { ...base, name: own.name });
  const basedOnNow = { basedOn: base.id, basedOnVersion: base.version };
  return (
    <div className={styles.note} data-testid="hanging-upgrade">
      {differences.length === 0 ? (
        <p>{t('hanging.editor.noDifference')}</p>
      ) : (
        <>
          <p>{t('hanging.editor.differencesText', { mine: own.name, theirs: base.name })}</p>
          <Differences differences={differences} one={own} other={base} />
        </>
      )}
      <div className={styles.line}>
        <Button
          onClick={() => {
            onKeep({ ...own, ...basedOnNow });
            onDone();
          }}
        >
          {t('hanging.editor.keepMine')}
        </Button>
        <Button
          onClick={() => {
            const { id, name, level, owner, version, enabled } = own;
            onKeep({
              ...base,
              id,
              name,
              level,
              ...(owner !== undefined && { owner }),
              version,
              enabled,
              ...basedOnNow,
            });
            onDone();
          }}
        >
          {t('hanging.editor.takeTheirs')}
        </Button>
      </div>
    </div>
  );
}
