import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import type { ToldBeside } from '../../../session/hungAs.ts';
import { sideInDoubt } from '../../../session/standBeside.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import { insteadSaid } from './insteadSaid.ts';

/**
 * What must be known of why this hangs here: its header and its words name two sides, it stands in the place of something
 * else, or it is a prior of another contrast or phase than what it is compared with, or of which that is not known. Always to be seen, also where the words over the image are hidden.
 */
export function HungWords({ box }: { box: number }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const arrangement = useReadingState((state) => state.arrangement);
  // What is known of series changes with their studies, and with what readers say of them.
  useReadingState((state) => state.studies);
  useReadingState((state) => state.byProtocol);
  const content = arrangement.boxes[box];
  const hung = content?.hung;
  // What lies above in colour hangs for itself.
  const over = content?.kind === 'fusion' ? hung?.over : undefined;
  const told = session.protocol?.toldBeside(box) ?? hung?.differs ?? [];
  const side = content && sideInDoubt(session.facetsOf(content.setId)?.laterality);
  return (
    <>
      {side && <SideInDoubt side={side} />}
      {hung?.insteadOf !== undefined && <StandsIn box={box} label={hung.insteadOf} />}
      {over?.insteadOf !== undefined && (
        <Badge tone="attention" shape={<Icon name="triangle" />}>
          <span data-testid="over-instead-of">{t('hanging.desk.insteadOver', { label: over.insteadOf })}</span>
        </Badge>
      )}
      {over?.differs?.map((each) => (
        <Badge
          key={`over ${each.facet} ${each.unwritten ?? ''}`}
          tone={isOtherSide(each) ? 'danger' : 'attention'}
          shape={<Icon name="triangle" />}
        >
          <span data-testid="over-differs">{t('hanging.desk.over', { words: toldText(each, t) })}</span>
        </Badge>
      ))}
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

/** What hangs in the place of a series that the study has not. */
function StandsIn({ box, label }: { box: number; label: string }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const { boxes, cells } = useReadingState((state) => state.arrangement);
  const protocol = useReadingState((state) => state.byProtocol?.hanging.protocol);
  const content = boxes[box];
  const wanted = protocol?.selectors[cells?.[box]?.selector ?? ''];
  const { key, kernel, isCalm } = insteadSaid(wanted, content && session.facetsOf(content.setId));
  const words = t(`hanging.desk.${key}`, {
    label: label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()),
    kernel: kernel === undefined ? '' : t(`hanging.values.kernel.${kernel}`),
  });
  return (
    <Badge {...(isCalm ? {} : { tone: 'attention', shape: <Icon name="triangle" /> })}>
      <span data-testid="instead-of">{words}</span>
    </Badge>
  );
}

/** The header names one side and the words another, or the words both: nobody is told a side without that. */
function SideInDoubt({ side: { value, conflict } }: { side: SeriesFacets['laterality'] }) {
  const { t } = useTranslation();
  const words =
    value === undefined
      ? t('hanging.desk.sideUnclear', { conflict })
      : t('hanging.desk.sideInDoubt', { side: t(`hanging.values.laterality.${value}`), conflict });
  return (
    <Badge tone="attention" shape={<Icon name="triangle" />} title={words}>
      <span data-testid="side-in-doubt">{words}</span>
    </Badge>
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
