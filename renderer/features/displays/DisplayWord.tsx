import { useTranslation } from 'react-i18next';
import { Badge } from '#renderer/ui/Badge.tsx';
import policy from '#resources/displays/policy.json';
import type { KnownDisplay } from '#shared/contract/displays.ts';
import { isShortFor } from '#shared/displays/displayGrade.ts';
import { greyCurveOf } from '#shared/displays/greyCurve.ts';
import styles from './Displays.module.css';
import { gradeSentences, nameOf } from './displayText.ts';
import { gradeSigns } from './GradeBadge.tsx';
import { useDisplays } from './useDisplays.ts';

interface DisplayWordProps {
  /** Of the study on the desk. */
  readonly modalities: readonly string[];
  readonly onShow: () => void;
  /** Of the monitor of this further window alone; without it, of all that are read on. */
  readonly ofWindow?: string;
}

/** Beside the images: how good this monitor is, amber where it is short for the study. Hover explains, a click shows more. */
export function DisplayWord({ modalities, onShow, ofWindow }: DisplayWordProps) {
  const { t } = useTranslation();
  const { find, here, watch } = useDisplays();
  const on = ofWindow === undefined ? watch.inUse() : [watch.displayOf(ofWindow) ?? ''];
  const used = on.flatMap((displayId) => find(displayId) ?? []);
  const displays = used.length > 0 ? used : here ? [here] : [];
  if (displays.length === 0) return null;
  // What is seen on the worst alone is seen no better, as when signing; each is named on hover.
  const worst = displays.reduce((one, other) => (rank(other) > rank(one) ? other : one));
  const short = displays.some((display) => isShortFor(display, modalities, policy));
  const explained = displays.map((display) =>
    [
      t('displays.word', { name: nameOf(t, display), grade: t(`displays.grades.${display.grade}`) }),
      ...gradeSentences(t, display),
    ].join('\n'),
  );
  const title = [...(short ? [t('displays.short', { modality: modalities.join(', ') })] : []), ...explained].join(
    '\n\n',
  );
  const sign = short ? ({ tone: 'attention', icon: 'triangle' } as const) : gradeSigns[worst.grade];
  return (
    <button
      type="button"
      className={styles.word}
      onClick={onShow}
      title={title}
      data-testid="display-word"
      data-grade={worst.grade}
      data-short={short}
    >
      <Badge tone={sign.tone} icon={sign.icon}>
        {t(`displays.grades.${worst.grade}`)}
        {displays.some((display) => greyCurveOf(display)) && ` · ${t('displays.curve.on')}`}
        {displays.some(({ dailyDue }) => dailyDue) && ` · ${t('displays.dailyDue')}`}
      </Badge>
    </button>
  );
}

function rank({ grade }: KnownDisplay): number {
  return ['diagnostic', 'remoteLimited', 'reviewOnly'].indexOf(grade);
}
