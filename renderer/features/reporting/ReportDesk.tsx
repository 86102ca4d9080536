import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { useCommands } from '#renderer/session/useCommands.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import type { ReportSnapshot } from '#shared/contract/reports.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { sectionNames } from '#shared/reports/report.ts';
import { AddendumHint } from './AddendumHint.tsx';
import { adviceOn } from './advice.ts';
import { Conflict } from './Conflict.tsx';
import { reportCommands } from './commands.ts';
import { isOffered, type Offer, withOffer } from './comparisonOffers.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { LastLook } from './LastLook.tsx';
import { moveBetweenSections } from './moveBetweenSections.ts';
import { OfferButtons } from './OfferButtons.tsx';
import styles from './Reporting.module.css';
import { reportStage } from './reportProgress.ts';
import { SectionEditor } from './SectionEditor.tsx';
import { SignedVersions } from './SignedVersions.tsx';
import { DraftState, StageLine } from './StateLine.tsx';
import { useDraft } from './useReport.ts';
import { useSigning } from './useSigning.ts';
import { WhoLine } from './Who.tsx';

interface ReportDeskProps {
  readonly study: StudyRef;
  readonly report: ReportSnapshot;
  readonly keeper: DraftKeeper;
  readonly item: WorklistItem | undefined;
  /** What may be put under Comparison. */
  readonly offers: readonly Offer[];
}

/** One report being written, looked over, signed, or read again. */
export function ReportDesk({ study, report, keeper, item, offers }: ReportDeskProps) {
  const { t } = useTranslation();
  const draft = useDraft(keeper);
  const signing = useSigning(study, keeper);
  const retry = useAct('reports.retryDelivery');
  const panel = useRef<HTMLElement>(null);
  const [addending, setAddending] = useState(false);
  const stage = reportStage(report);
  const isSigned = report.versions.length > 0;
  const hasText = sectionNames.some((name) => draft.text[name] !== '');
  const isWriting = !isSigned || addending || hasText;
  const parked = stage.stage === 'attention' ? stage.delivery.deliveryId : undefined;
  const send = () => parked !== undefined && void retry.act({ deliveryId: parked });
  const isOpen = isWriting && !isSigned && !signing.preview && !signing.busy;
  const { comparison } = draft.text;
  const offered = isOpen ? offers.filter((offer) => !isOffered(comparison, offer)) : [];
  const insert = (offer: Offer) => keeper.change('comparison', withOffer(comparison, offer));
  const canSign = isWriting && !signing.preview && !draft.theirs;

  useEffect(() => {
    if (addending) panel.current?.querySelector('textarea')?.focus();
  }, [addending]);
  useCommands(
    reportCommands({
      sign: () => void signing.begin(),
      canSign: () => canSign,
      nextSection: () => moveBetweenSections(panel.current, 1),
      previousSection: () => moveBetweenSections(panel.current, -1),
      insertComparison: () => offered[0] && insert(offered[0]),
      canInsert: () => offered.length > 0,
    }),
  );

  return (
    <section className={styles.panel} aria-label={t('reporting.title')} ref={panel}>
      <div className={styles.head}>
        <h2>{t('reporting.title')}</h2>
        {isWriting && <DraftState draft={draft} addendum={isSigned} />}
        {item && <WhoLine item={item} />}
      </div>
      <StageLine stage={stage} onRetry={send} failure={retry.failure} />
      <div className={styles.body}>
        {draft.theirs && <Conflict theirs={draft.theirs} onChoose={(which) => keeper.choose(which)} />}
        {isSigned && <SignedVersions versions={report.versions} item={item} />}
        {isWriting &&
          (isSigned ? (['impression'] as const) : sectionNames).map((name) => (
            <SectionEditor
              key={name}
              name={name}
              title={t(`reporting.sections.${isSigned ? 'addendum' : name}`)}
              value={draft.text[name]}
              readOnly={signing.preview !== undefined || signing.busy}
              onChange={(value) => keeper.change(name, value)}
              onLeave={() => keeper.owes && void keeper.flush()}
            >
              {name === 'comparison' && offered.length > 0 && <OfferButtons offers={offered} onInsert={insert} />}
            </SectionEditor>
          ))}
        {isSigned && !isWriting && <AddendumHint study={study} item={item} versions={report.versions} />}
        {isSigned && !isWriting && (
          <Button kind="quiet" className={styles.addend} onClick={() => setAddending(true)}>
            {t('reporting.signed.write')}
          </Button>
        )}
      </div>
      {signing.preview ? (
        <LastLook
          study={study}
          signing={signing}
          preview={signing.preview}
          item={item}
          advice={isSigned ? [] : adviceOn(draft.text, offers)}
          onSigned={() => setAddending(false)}
        />
      ) : (
        isWriting && (
          <div className={styles.foot}>
            {signing.busy && <span className={styles.muted}>{t('reporting.confirm.asking')}</span>}
            {signing.failure && (
              <Badge tone="attention" icon="triangle">
                {failureText(signing.failure)}
              </Badge>
            )}
            <Button
              kind="primary"
              keys="Ctrl+Enter"
              disabled={!canSign || signing.busy}
              onClick={() => void signing.begin()}
            >
              {t(isSigned ? 'reporting.signAddendum' : 'reporting.sign')}
            </Button>
          </div>
        )
      )}
    </section>
  );
}
