import { useTranslation } from 'react-i18next';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { networkWords } from '#renderer/i18n/networkWords.ts';
import { Checkbox } from '#renderer/ui/Field.tsx';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import { CapChoice } from './CapChoice.tsx';
import { Choices } from './Choices.tsx';
import { HoursChoice } from './HoursChoice.tsx';
import styles from './Settings.module.css';
import { useLinkSettings } from './useLinkSettings.ts';

const shares = ['0', '25', '50', '75'] as const;

/** What the line may be used for when nobody waits. Every change is kept at once. */
export function LinkSection() {
  const { t } = useTranslation();
  const { link, change, failure } = useLinkSettings();
  const { answer: line } = useAnswer('link.read', {});
  if (!link) return null;
  return (
    <div className={styles.group}>
      <p>{t('settings.link.text')}</p>
      <CapChoice
        capBytes={link.monthlyCapBytes}
        usedBytes={line?.bytesThisMonth}
        onCap={(monthlyCapBytes) => change({ monthlyCapBytes })}
      />
      <HoursChoice hours={link.hours} onHours={(hours) => change({ hours })} />
      <Choices
        title={t('settings.link.household')}
        text={t('settings.link.householdText')}
        value={nearestShare(link.householdPercent)}
        options={shares.map((value) => ({ value, label: t(`settings.link.share.${value}`) }))}
        onChoose={(share) => change({ householdPercent: Number(share) })}
      />
      <Networks line={line} marked={link.meteredNetworks} onMarked={(meteredNetworks) => change({ meteredNetworks })} />
      <div>
        <Checkbox
          label={t('settings.link.tray')}
          checked={link.fetchInTray}
          onChange={(event) => change({ fetchInTray: event.target.checked })}
        />
        <p className={styles.muted}>{t('settings.link.trayHint')}</p>
      </div>
      {failure && <p className={styles.problem}>{failureText(failure)}</p>}
    </div>
  );
}

/** A share set in another way shows as the plain choice that is nearest to it. */
function nearestShare(percent: number): (typeof shares)[number] {
  return (
    [...shares].sort((one, other) => Math.abs(Number(one) - percent) - Math.abs(Number(other) - percent))[0] ?? '0'
  );
}

interface NetworksProps {
  readonly line: LinkSnapshot | undefined;
  readonly marked: readonly string[];
  readonly onMarked: (networks: string[]) => void;
}

function Networks({ line, marked, onMarked }: NetworksProps) {
  const { t } = useTranslation();
  const mark = useAct('link.markNetwork');
  const network = line?.network;
  const others = marked.filter((id) => id !== network?.networkId);
  return (
    <fieldset className={styles.choices}>
      <legend>{t('settings.link.network')}</legend>
      {network ? (
        <Checkbox
          label={t('settings.link.networkNow', { name: networkWords(network, t) })}
          checked={network.isMetered}
          disabled={mark.acting}
          onChange={(event) => void mark.act({ networkId: network.networkId, isMetered: event.target.checked })}
        />
      ) : (
        <p className={styles.muted}>{t('settings.link.networkUnknown')}</p>
      )}
      {others.length > 0 && (
        <p className={styles.muted}>
          {t('settings.link.networkOthers', { count: others.length })}{' '}
          <button
            type="button"
            className={styles.inText}
            onClick={() => onMarked(marked.filter((id) => id === network?.networkId))}
          >
            {t('settings.link.forget')}
          </button>
        </p>
      )}
    </fieldset>
  );
}
