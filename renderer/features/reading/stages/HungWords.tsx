import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { HungAs } from '../../../session/hungAs.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useReadingState } from '../readingContext.ts';

/**
 * What must be known of why this hangs here: it stands in the place of something else, or is a prior of another contrast
 * or phase than what it is compared with. Always to be seen, also where the words over the image are hidden.
 */
export function HungWords({ box }: { box: number }) {
  const { t } = useTranslation();
  const hung = useReadingState(({ arrangement }) => arrangement.boxes[box]?.hung);
  if (!hung) return null;
  return (
    <>
      {hung.insteadOf !== undefined && (
        <Badge tone="attention" shape={<Icon name="triangle" />}>
          <span data-testid="instead-of">{t('hanging.desk.instead', { label: hung.insteadOf })}</span>
        </Badge>
      )}
      {hung.differs?.map((each) => (
        <Badge key={each.facet} tone="attention" shape={<Icon name="triangle" />}>
          <span data-testid="prior-differs">{differenceText(each, t)}</span>
        </Badge>
      ))}
    </>
  );
}

/** "prior: non-contrast": what the prior is, in which the present one is something else. */
function differenceText({ facet, value }: NonNullable<HungAs['differs']>[number], t: TFunction): string {
  if (value === undefined) {
    return t('hanging.desk.priorUnknown', { facet: t(`hanging.facets.${facet}`) });
  }
  if (value === 'true' || value === 'false') return t(`hanging.desk.priorHas.${facet}.${value}`);
  const own = t(`hanging.desk.priorIs.${facet}.${value}`, { defaultValue: '' });
  return own === '' ? t('hanging.desk.priorOf', { value: t(`hanging.values.${facet}.${value}`) }) : own;
}
