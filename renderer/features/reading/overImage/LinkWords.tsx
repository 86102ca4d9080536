import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { formatDate } from '../../../i18n/format.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { type AlignmentState, alignmentOf } from '../../../session/alignment.ts';
import { type FrameLink, linkBetween, offsetFor } from '../../../session/frameLinks.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import type { Together } from '../../../session/together.ts';
import { useReading } from '../readingContext.ts';
import { FollowSign, OffSign } from './FollowSign.tsx';
import styles from './LinkWords.module.css';

interface LinkWordsProps {
  readonly box: number;
  readonly active: number;
  readonly view: ImageBoxView;
  readonly together: Together;
}

/**
 * What joins this box with the active one, and what joins the active one with others, each by its name: "linked to prior
 * 2024-05-01: +4.5 mm". "At its end" stands in the box that cannot follow.
 */
export function LinkWords({ box, active, view, together }: LinkWordsProps) {
  const { t } = useTranslation();
  const { session } = useReading();
  const { links, atEnd, refused } = together.store.getState();
  const own = together.planeOf(view)?.frameOfReferenceUID;
  const others = own === undefined ? [] : linkedTo(links, own);
  const toActive = box === active ? undefined : linkToActive(together, own, active);
  const shown = box === active ? others : toActive ? [toActive] : [];
  const end = atEnd.has(box) && t('together.atEnd');
  const alignment = useStore(alignmentOf(together).store);
  const nameOf = (set: DisplaySet | undefined) => otherName(session, view.state().set, set, t);
  const said = box === active ? alignmentText(alignment, nameOf, t) : undefined;
  const isRefused = box === active && refused !== undefined;
  const asTold = box !== active && isToldByData(session, together, view, active);
  const following = together.followingAt(box);
  const isOff = box === active && together.isOff;
  if (!end && !said && !isRefused && !asTold && !following && !isOff && shown.length === 0) return null;
  return (
    <p className={styles.words} data-testid="link-words" role="status">
      {own !== undefined &&
        shown.map((link) => (
          <span key={`${link.from} ${link.to}`} data-kind={link.kind}>
            {linkText(link, own, nameOf(together.setIn(link.from === own ? link.to : link.from)), t)}
          </span>
        ))}
      {asTold && <span data-as-told>{t('together.sameFrameAsTold')}</span>}
      {said && <span data-alignment={alignment.kind}>{said}</span>}
      {isRefused && <span data-refused>{t(`together.linkRefused.${refused}`)}</span>}
      {end && <span data-end>{end}</span>}
      {following && (
        <FollowSign following={following} isOtherStudy={isOtherStudy(session, view, together.viewAt(active))} />
      )}
      {isOff && <OffSign isAligned={others.some(({ kind }) => kind === 'registration')} />}
    </p>
  );
}

/**
 * Two studies that the data put into one space: seldom true, for every examination has its own, and devices and those who
 * anonymise repeat theirs. It is believed, and said.
 */
function isToldByData(session: ReadingSession, together: Together, view: ImageBoxView, active: number): boolean {
  const [own, other] = [together.planeOf(view), together.planeAt(active)];
  if (!own || own.frameOfReferenceUID !== other?.frameOfReferenceUID) return false;
  return isOtherStudy(session, view, together.viewAt(active));
}

function isOtherStudy(session: ReadingSession, ...views: readonly [ImageBoxView, ImageBoxView | undefined]): boolean {
  const [study, shown] = views.map((each) => session.studyOf(each?.state().set?.id));
  return study !== undefined && shown !== undefined && study !== shown;
}

/** A display set as the other is told from it: by its study where that is another, else by its series. */
function otherName(session: ReadingSession, own: DisplaySet | undefined, other: DisplaySet | undefined, t: TFunction) {
  const [study, of] = [session.studyOf(own?.id), session.studyOf(other?.id)];
  if (!of || !other) return t('together.otherSeries');
  if (study === of) return session.setOf(other.id)?.description || t('together.otherSeries');
  const { item } = of.snapshot;
  if (studyKey(item.study) === studyKey(session.state.snapshot.item.study)) return t('desk.box.current');
  const date = formatDate(item.studyDate);
  return date === '' ? t('desk.box.priorNoDate') : t('desk.box.prior', { date });
}

/** What became of aligning by the images: that it runs, how alike the two are, or why it was not done. */
function alignmentText(state: AlignmentState, nameOf: (set: DisplaySet) => string, t: TFunction): string | undefined {
  if (state.kind === 'idle') return undefined;
  const other = nameOf(state.between[1]);
  switch (state.kind) {
    case 'running':
      return t('together.aligning', { other });
    case 'done':
      return t('together.likeness', { other, percent: Math.round(state.likeness * 100) });
    case 'refused':
      return t(`together.alignRefused.${state.reason}`);
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
function linkText(link: FrameLink, own: string, other: string, t: TFunction): string {
  const mm = offsetFor(link, own);
  const offset = `${mm < 0 ? '−' : '+'}${Math.abs(mm).toFixed(1)}`;
  if (link.kind === 'here') return t('together.linked', { other, offset });
  return t('together.registered', { other, offset, degrees: link.degrees.toFixed(1) });
}
