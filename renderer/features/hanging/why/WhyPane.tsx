import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PaneFrame } from '../PaneFrame.tsx';
import type { HungStudy } from './explainBox.ts';
import { explainWhy, type ShownInBox } from './explainWhy.ts';
import styles from './Why.module.css';
import { WhyPart } from './WhyLines.tsx';
import type { WhyAct } from './whyLine.ts';

interface WhyPaneProps {
  /** Undefined: no protocol hung the study. */
  readonly hung: HungStudy | undefined;
  readonly box: ShownInBox;
  /** Whether there is an editor to open. */
  readonly canEdit: boolean;
  readonly onAct: (act: WhyAct) => void;
  readonly onClose: () => void;
}

/** Why the active box shows what it shows, beside the images: it follows the box, and the hands stay where they are. */
export function WhyPane({ hung, box, canEdit, onAct, onClose }: WhyPaneProps) {
  const { t } = useTranslation();
  const sections = useMemo(() => (hung ? explainWhy(hung, box) : []), [hung, box]);
  return (
    <PaneFrame title={t('hanging.why.title')} onClose={onClose} testId="why">
      {!hung && <p className={styles.note}>{t('hanging.why.noHanging')}</p>}
      {hung && box.viewport === undefined && <p className={styles.note}>{t('hanging.why.noViewport')}</p>}
      {sections.map((section) => (
        <WhyPart key={section.id} section={section} canEdit={canEdit} onAct={onAct} />
      ))}
    </PaneFrame>
  );
}
