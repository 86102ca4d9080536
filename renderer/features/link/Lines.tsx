import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { failureAt, failureText } from '#renderer/i18n/failureText.ts';
import { formatBytes, formatDuration, formatRate } from '#renderer/i18n/format.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Isolated } from '#renderer/ui/PersonName.tsx';
import type { LineDescription } from '#shared/contract/link.ts';
import styles from './Lines.module.css';
import link from './Link.module.css';

/** Each archive's line as it was measured; what was not measured has no line here. */
export function Lines({ lines, onSignIn }: { lines: readonly LineDescription[]; onSignIn: () => void }) {
  const { t } = useTranslation();
  return (
    <section className={styles.lines} aria-label={t('link.lines.title')}>
      <h3>{t('link.lines.title')}</h3>
      {lines.map((line) => (
        <article key={line.archiveId} className={styles.line} aria-label={line.name}>
          <div className={styles.lineHead}>
            <b>
              <Isolated text={line.name} />
            </b>
            <State line={line} />
          </div>
          {line.failure && (
            <p className={link.lineFailure}>
              <span title={failureText(line.failure)}>{failureAt(line.failure, line.name)}</span>
            </p>
          )}
          {needsSignIn(line) && (
            <Button icon="person" onClick={onSignIn}>
              {t('link.lines.signIn')}
            </Button>
          )}
          <dl className={styles.figures}>
            {figuresOf(line, t).map(([name, value]) => (
              <div key={name} title={name === t('link.lines.roundTrip') ? leastOf(line, t) : undefined}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </article>
      ))}
    </section>
  );
}

/** What only a person can mend, and only by signing in. */
export function needsSignIn({ failure }: Pick<LineDescription, 'failure'>): boolean {
  return failure?.code === 'ArchiveSignInNeeded' || failure?.code === 'ArchiveSignInRefused';
}

function State({ line: { state } }: { line: LineDescription }) {
  const { t } = useTranslation();
  const tone = state === 'away' ? 'attention' : state === 'fetching' ? 'active' : 'quiet';
  const icon = state === 'away' ? 'broken' : state === 'fetching' ? 'down' : 'link';
  return (
    <Badge tone={tone} shape={<Icon name={icon} />}>
      {t(`link.lines.state.${state}`)}
    </Badge>
  );
}

/** What is known, in words and figures. */
export function figuresOf(line: LineDescription, t: TFunction): readonly (readonly [string, string])[] {
  const { bytesPerSecond, usualBytesPerSecond: usual, roundTripMs, lossShare } = line;
  const known: readonly (readonly [string, string | undefined])[] = [
    [t('link.lines.now'), line.state === 'fetching' && bytesPerSecond ? formatRate(bytesPerSecond) : undefined],
    [t('link.lines.usual'), usual && usualOf(usual)],
    [t('link.lines.roundTrip'), roundTripMs === undefined ? undefined : `${Math.round(roundTripMs)} ms`],
    [t('link.lines.loss'), lossShare === undefined ? undefined : `${(lossShare * 100).toFixed(1)} %`],
    [t('link.lines.outages'), outagesOf(line, t)],
    [t('link.lines.connections'), line.connections > 0 ? String(line.connections) : undefined],
    [
      t('link.lines.carried'),
      t('link.lines.todayAndMonth', { today: formatBytes(line.bytesToday), month: formatBytes(line.bytesThisMonth) }),
    ],
  ];
  return known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** For the pointer: under load a round trip grows, and the least is that of the bare line. */
function leastOf({ leastRoundTripMs }: LineDescription, t: TFunction): string | undefined {
  return leastRoundTripMs === undefined ? undefined : t('link.lines.leastSaid', { ms: Math.round(leastRoundTripMs) });
}

function usualOf({ low, high }: NonNullable<LineDescription['usualBytesPerSecond']>): string {
  const ends = [...new Set([formatRate(low), formatRate(high)])];
  return ends.join(' – ');
}

function outagesOf({ outagesToday, awayTodayMs }: LineDescription, t: TFunction): string {
  if (outagesToday === 0) return t('link.lines.noOutage');
  return t('link.lines.outage', { count: outagesToday, time: formatDuration(awayTodayMs) });
}
