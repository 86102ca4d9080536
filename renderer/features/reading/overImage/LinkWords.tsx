import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { type AlignmentState, alignmentOf } from '../../../session/alignment.ts';
import { type FrameLink, linkBetween, offsetFor } from '../../../session/frameLinks.ts';
import type { Together } from '../../../session/together.ts';
import styles from './LinkWords.module.css';

interface LinkWordsProps {
  readonly box: number;
  readonly active: number;
  readonly view: ImageBoxView;
  readonly together: Together;
}

/** "linked: +4.5 mm" in both boxes of a link, and "at its end" in the one that cannot follow. */
export function LinkWords({ box, active, view, together }: LinkWordsProps) {
  const { t } = useTranslation();
  const { links, atEnd } = together.store.getState();
  const own = view.shownPlane?.()?.frameOfReferenceUID;
  const others = own === undefined ? [] : linkedTo(links, own);
  const link = box === active ? others[0] : linkToActive(together, own, active);
  const end = atEnd.has(box) && t('together.atEnd');
  const alignment = useStore(alignmentOf(together).store);
  const said = box === active ? alignmentText(alignment, t) : undefined;
  if (!end && !said && (!link || own === undefined)) return null;
  return (
    <p className={styles.words} data-testid="link-words" role="status">
      {link && own !== undefined && <span data-kind={link.kind}>{linkText(link, own, t)}</span>}
      {said && <span data-alignment={alignment.kind}>{said}</span>}
      {end && <span data-end>{end}</span>}
    </p>
  );
}

/** What became of aligning by the images: that it runs, how alike the two are, or why it was not done. */
function alignmentText(state: AlignmentState, t: TFunction): string | undefined {
  switch (state.kind) {
    case 'running':
      return t('together.aligning');
    case 'done':
      return t('together.likeness', { percent: Math.round(state.likeness * 100) });
    case 'refused':
      return t(`together.alignRefused.${state.reason}`);
    case 'idle':
      return undefined;
  }
}

function linkedTo(links: readonly FrameLink[], own: string): readonly FrameLink[] {
  return links.filter(({ from, to }) => from === own || to === own);
}

function linkToActive(together: Together, own: string | undefined, active: number): FrameLink | undefined {
  const other = together.planeAt(active)?.frameOfReferenceUID;
  if (own === undefined || other === undefined || own === other) return undefined;
  return linkBetween(together.store.getState().links, own, other);
}

/** Says what the link does and how it was made, with the offset as this box sees it. */
export function linkText(link: FrameLink, own: string, t: TFunction): string {
  const mm = offsetFor(link, own);
  const offset = `${mm < 0 ? '−' : '+'}${Math.abs(mm).toFixed(1)}`;
  if (link.kind === 'here') return t('together.linked', { offset });
  return t('together.registered', { offset, degrees: link.degrees.toFixed(1) });
}
