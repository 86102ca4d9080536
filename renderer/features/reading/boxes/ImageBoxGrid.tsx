import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { watchSize } from '../../../imaging/watchSize.ts';
import { type BoxContent, contentKey, layoutName } from '../../../session/arrangement.ts';
import { partOf } from '../../../session/windowBoxes.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { useSeriesDrop } from '../series/useSeriesDrop.ts';
import { boxComponentOf } from './boxKinds.ts';
import { GreyCurve } from './GreyCurve.tsx';
import styles from './ImageBoxGrid.module.css';

/** The image boxes of one window, as they are arranged; '' is the page's own. */
export function ImageBoxGrid({ name = '' }: { name?: string }) {
  const { imaging } = useReading();
  const arrangement = useReadingState((state) => state.arrangement);
  const isEnlarged = useReadingState((state) => state.enlarged);
  const active = useReadingState((state) => state.active);
  const { generation, lost, helpless, trouble } = useSyncExternalStore(
    imaging.graphics.subscribe,
    imaging.graphics.snapshot,
  );
  const { t } = useTranslation();
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = grid.current;
    return element ? watchSize(element, () => imaging.resize()) : undefined;
  }, [imaging]);
  const { rows, columns, boxes, first } = partOf(arrangement, name) ?? { rows: 1, columns: 1, boxes: [], first: 0 };
  const enlarged = isEnlarged && active >= first && active < first + boxes.length;
  const layout = enlarged ? '1x1' : layoutName({ rows, columns, boxes });
  // A box that changes its place or size must redraw, though the grid has not changed its own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the layout moves the boxes.
  useEffect(() => imaging.resize(), [imaging, layout]);
  const drop = useSeriesDrop();
  const template = layout.includes('x') && !enlarged ? gridTemplate(rows, columns) : undefined;
  return (
    <div
      ref={grid}
      className={styles.grid}
      style={template}
      data-layout={layout}
      data-testid="image-box-grid"
      {...drop}
    >
      <GreyCurve name={name}>
        {boxes.map((content, place) => (
          <BoxAt
            key={boxKey(content, place, generation)}
            box={first + place}
            content={content}
            hidden={enlarged && active !== first + place}
          />
        ))}
      </GreyCurve>
      {lost && (
        <p className={styles.lost} role="alert" data-testid="graphics-lost">
          {helpless
            ? `${trouble ? t(`fidelity.healing.${trouble}`) : ''} ${t('fidelity.helpless')}`
            : t('reading.graphicsLost')}
        </p>
      )}
    </div>
  );
}

function gridTemplate(rows: number, columns: number) {
  return { gridTemplate: `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, 1fr))` };
}

/** A stack's box stays while its series change; anything else is another box when its content is another. */
function boxKey(content: BoxContent | undefined, box: number, generation: number): string {
  const what = content && content.kind !== 'stack' ? contentKey(content) : content?.kind;
  return `${box} ${generation} ${what ?? 'empty'}`;
}

const versions = new WeakMap<DisplaySet, number>();
let lastVersion = 0;

/** Another number for a display set in which anything is other than it was. */
function versionOf(set: DisplaySet): number {
  const known = versions.get(set);
  if (known !== undefined) return known;
  lastVersion += 1;
  versions.set(set, lastVersion);
  return lastVersion;
}

/** One place of the grid, with whatever draws its content. */
function BoxAt({ box, content, hidden }: { box: number; content: BoxContent | undefined; hidden: boolean }) {
  const { session } = useReading();
  // A newer answer may give the same display set more frames, and an earlier study may come.
  useReadingState((state) => state.studies);
  const named = session.setOf(content?.setId);
  const Box = content && boxComponentOf(content);
  if (!named || !Box) return <EmptyBox box={box} hidden={hidden} />;
  // A slice that comes late makes another volume, and so does one that is described otherwise.
  const volume = content.kind === 'stack' ? '' : versionOf(named.set);
  return <Box key={volume} box={box} content={content} named={named} hidden={hidden} />;
}

/** A box in which nothing hangs says how something comes into it. */
function EmptyBox({ box, hidden }: { box: number; hidden: boolean }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const active = useReadingState((state) => state.active === box);
  const hasSeries = useReadingState(({ images }) => images.sets.length > 0);
  return (
    <button
      type="button"
      className={styles.empty}
      data-active={active}
      hidden={hidden}
      onClick={() => session.activate(box)}
    >
      {hasSeries ? t(active ? 'reading.emptyActive' : 'reading.emptyBox') : active && t('reading.nothingToShow')}
    </button>
  );
}
