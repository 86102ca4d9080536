import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ToldBeside } from '../../../session/hungAs.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useReading, useReadingState } from '../readingContext.ts';

/**
 * What must be known of why this hangs here: it stands in the place of something else, or is a prior of another contrast
 * or phase than what it is compared with. Always to be seen, also where the words over the image are hidden.
 */
export function HungWords({ box }: { box: number }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const arrangement = useReadingState((state) => state.arrangement);
  // What is known of series changes with their studies, and with what readers say of them.
  useReadingState((state) => state.studies);
  useReadingState((state) => state.byProtocol);
  const hung = arrangement.boxes[box]?.hung;
  const told = session.protocol?.toldBeside(box) ?? hung?.differs ?? [];
  return (
    <>
      {hung?.insteadOf !== undefined && (
        <Badge tone="attention" shape={<Icon name="triangle" />}>
          <span data-testid="instead-of">{t('hanging.desk.instead', { label: hung.insteadOf })}</span>
        </Badge>
      )}
      {told.map((each) => (
        <Badge
          key={`${each.facet} ${each.unwritten ?? ''}`}
          tone={isOtherSide(each) ? 'danger' : 'attention'}
          shape={<Icon name="triangle" />}
        >
          <span data-testid="prior-differs">{toldText(each, t)}</span>
        </Badge>
      ))}
    </>
  );
}

function isOtherSide({ facet, unwritten }: ToldBeside): boolean {
  return facet === 'laterality' && unwritten === undefined;
}

/** "prior: non-contrast": what the prior is, in which the present one is something else or is not known. */
function toldText(told: ToldBeside, t: TFunction): string {
  const { facet, unwritten } = told;
  if (unwritten === 'prior') return t(`hanging.desk.priorUnwritten.${facet}`);
  const prior = priorText(told, t);
  if (unwritten === 'current') return t(`hanging.desk.currentUnwritten.${facet}`, { prior });
  return isOtherSide(told) ? t('hanging.desk.otherSide', { prior }) : prior;
}

function priorText({ facet, value }: ToldBeside, t: TFunction): string {
  if (value === 'true' || value === 'false') return t(`hanging.desk.priorHas.${facet}.${value}`);
  const own = t(`hanging.desk.priorIs.${facet}.${value}`, { defaultValue: '' });
  return own === '' ? t('hanging.desk.priorOf', { value: t(`hanging.values.${facet}.${value}`) }) : own;
}
