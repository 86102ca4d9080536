import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '#renderer/ui/Badge.tsx';
import type { IconName } from '#renderer/ui/Icon.tsx';
import type { KnownDisplay } from '#shared/contract/displays.ts';
import type { DisplayGrade } from '#shared/displays/displayGrade.ts';
import { gradeSentences } from './displayText.ts';

export const gradeSigns: Readonly<Record<DisplayGrade, { readonly tone: Tone; readonly icon: IconName }>> = {
  diagnostic: { tone: 'proven', icon: 'tick' },
  remoteLimited: { tone: 'quiet', icon: 'empty' },
  reviewOnly: { tone: 'attention', icon: 'triangle' },
};

/** The grade in a shape and a word; the reasons on hover. */
export function GradeBadge({ display }: { display: KnownDisplay }) {
  const { t } = useTranslation();
  return (
    <Badge {...gradeSigns[display.grade]} title={gradeSentences(t, display).join('\n')}>
      {t(`displays.grades.${display.grade}`)}
    </Badge>
  );
}
