import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { watchSize } from '../../../imaging/watchSize.ts';
import { type BoxCell, type BoxContent, contentKey, isPlace, layoutName } from '../../../session/arrangement.ts';
import { partOf } from '../../../session/windowBoxes.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { useSeriesDrop } from '../series/useSeriesDrop.ts';
import { AwaitingBox } from './AwaitingBox.tsx';
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
  const part = partOf(arrangement, name) ?? { rows: 1, columns: 1, boxes: [], first: 0 };
  const { rows, columns, boxes, cells, first } = part;
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
          <Place key={placeKey(place)} place={place} area={template && areaOf(cells?.[place], place, columns)}>
            {isPlace({ cells }, place) && (
              <BoxAt
                key={boxKey(content, place, generation)}
                box={first + place}
                content={content}
                hidden={enlarged && active !== first + place}
              />
            )}
          </Place>
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

interface PlaceProps {
  readonly place: number;
  /** Where a box stands that is not as large as one place of the grid. */
  readonly area: string | undefined;
  readonly children: ReactNode;
}

/** One place of the grid; it has a shape of its own only where its box reaches over several. */
function Place({ place, area, children }: PlaceProps) {
  return (
    <div className={styles.place} data-place={place} style={area === undefined ? undefined : shapeOf(area)}>
      {children}
    </div>
  );
}

function shapeOf(gridArea: string) {
  return { display: 'grid', gridArea, gridTemplate: 'minmax(0, 1fr) / minmax(0, 1fr)' };
}

/** Of a grid in which boxes reach over places, each says where it stands. */
function areaOf(cell: BoxCell | undefined, place: number, columns: number): string | undefined {
  if (!cell || cell.covered) return undefined;
  const { rows: high = 1, columns: wide = 1 } = cell.span ?? {};
  return `${Math.floor(place / columns) + 1} / ${(place % columns) + 1} / span ${high} / span ${wide}`;
}

function placeKey(place: number): string {
  return `place ${place}`;
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
  if (!named || !Box) return <AwaitingBox box={box} hidden={hidden} />;
  // A slice that comes late makes another volume, and so does one that is described otherwise.
  const volume = content.kind === 'stack' ? '' : versionOf(named.set);
  return <Box key={volume} box={box} content={content} named={named} hidden={hidden} />;
}
