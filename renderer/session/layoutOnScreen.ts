import { studyKey } from '#shared/dicom/frameKey.ts';
import type { Plane } from '#shared/dicom/orientation.ts';
import type {
  LayoutOnScreen,
  ShownBox,
  ShownLayer,
  ShownLink,
  ShownScreen,
} from '#shared/hanging/capture/layoutOnScreen.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { FusionView } from '../imaging/fusion/fusionView.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import type { SlabMode } from '../imaging/plane/slab.ts';
import type { BoxContent } from './arrangement.ts';
import type { ReadingSession } from './readingSession.ts';
import { shownWindow } from './shownWindow.ts';
import { togetherOf } from './together.ts';
import { partOf, type WindowPart } from './windowBoxes.ts';

/** What is on the screens now, as a hanging protocol can hold it: what is said of a box is asked of the view that draws in it. */
export function layoutOnScreen(session: ReadingSession): LayoutOnScreen {
  const { arrangement, active } = session.state;
  const names = ['', ...(arrangement.windows ?? []).map(({ name }) => name)];
  const places: (readonly [screen: number, box: number])[] = [];
  const screens = names.flatMap((name, screen): ShownScreen[] => {
    const part = partOf(arrangement, name);
    if (!part) return [];
    const boxes = placesOf(part).map((place, box) => {
      places[part.first + place] = [screen, box];
      return shownBox(session, part, place, active);
    });
    const role = screen === 0 ? 'primary' : 'secondary';
    return [{ role, rows: part.rows, columns: part.columns, boxes }];
  });
  return { screens, links: linksOf(session, places) };
}

/** Places at which a box begins; those that another reaches over have none. */
function placesOf({ boxes, cells }: WindowPart): readonly number[] {
  return boxes.flatMap((_, place) => (cells?.[place]?.covered ? [] : [place]));
}

function shownBox(session: ReadingSession, part: WindowPart, place: number, active: number): ShownBox {
  const content = part.boxes[place];
  const box = part.first + place;
  const { rows = 1, columns = 1 } = part.cells?.[place]?.span ?? {};
  const at = [Math.floor(place / part.columns), place % part.columns, rows, columns] as const;
  if (!content)
    return { at, type: 'empty', layers: [], awaits: part.cells?.[place]?.selector, isActive: box === active };
  const view = session.viewAt(box);
  return {
    at,
    type: typeOf(content),
    layers: layersOf(session, content, view),
    ...('plane' in content && { plane: planes[content.plane] }),
    ...slabOf(content, view),
    ...windowOf(session, content, view),
    look: lookOf(session, content, view),
    isActive: box === active,
  };
}

const planes: Readonly<Record<Plane, 'AX' | 'COR' | 'SAG'>> = { axial: 'AX', coronal: 'COR', sagittal: 'SAG' };

function typeOf({ kind }: BoxContent): ShownBox['type'] {
  if (kind === 'stack') return 'stack';
  return kind === 'rendering' ? 'volume3d' : 'mpr';
}

function layersOf(session: ReadingSession, content: BoxContent, view: ImageBoxView | undefined): readonly ShownLayer[] {
  const under = layerOf(session, content.setId, content);
  if (content.kind !== 'fusion') return under;
  const look = (view as Partial<FusionView> | undefined)?.look?.state();
  const over = content.hung?.over;
  const [colormap, opacity] = [look?.palette ?? over?.colormap, look?.opacity ?? over?.opacity];
  const above = layerOf(session, content.overSetId, undefined);
  return [...under, ...above.map((layer) => ({ ...layer, colormap, opacity }))];
}

function layerOf(session: ReadingSession, setId: string, content: BoxContent | undefined): readonly ShownLayer[] {
  const study = session.studyOf(setId);
  const set = session.setOf(setId)?.set;
  if (!study || !set) return [];
  const imageId = content?.kind === 'stack' ? content.imageId : undefined;
  const index = imageId === undefined ? -1 : set.frames.findIndex((item) => imageIdOf(item) === imageId);
  return [{ study: studyKey(study.snapshot.item.study), series: setId, ...(index >= 0 && { index }) }];
}

const slabModes: Readonly<Record<SlabMode, 'mip' | 'minip' | 'avg'>> = {
  maximum: 'mip',
  minimum: 'minip',
  mean: 'avg',
};

function slabOf({ hung }: BoxContent, view: ImageBoxView | undefined): Pick<ShownBox, 'slab'> {
  if (!view?.slab) return hung?.slab ? { slab: hung.slab } : {};
  const slab = view.slab();
  return slab ? { slab: { mode: slabModes[slab.mode], mm: slab.thicknessMm } } : {};
}

function windowOf(
  session: ReadingSession,
  content: BoxContent,
  view: ImageBoxView | undefined,
): Pick<ShownBox, 'window'> {
  const set = session.setOf(content.setId)?.set;
  const { grey } = view?.state() ?? {};
  // A table of the data is no window of a hand.
  if (!set || grey?.table) return {};
  if (grey) return { window: shownWindow(set, grey.window, view?.dataWindow()) };
  const voi = content.hung?.look.voi;
  if (voi === undefined) return {};
  if (typeof voi === 'string') return { window: { preset: voi } };
  return { window: { ...voi, unit: set.modality === 'PT' ? 'SUV' : 'HU' } };
}

/** A smaller step of the zoom is rounding. */
const leastZoom = 1e-3;

function lookOf(
  session: ReadingSession,
  content: BoxContent,
  view: ImageBoxView | undefined,
): NonNullable<ShownBox['look']> {
  const { zoom, anchor, cine } = content.hung?.look ?? {};
  const state = view?.state();
  const pose = state?.pose;
  const isOneToOne = state?.pixelScale !== undefined && Math.abs(state.pixelScale - 1) < leastZoom;
  const turned = pose && turnedBy(pose.mirrored ? 360 - pose.rotation : pose.rotation);
  return {
    ...(isOneToOne ? { zoom: '1:1' as const } : zoom !== undefined && zoom !== '1:1' && { zoom }),
    ...(anchor !== undefined && { anchor }),
    ...((state?.cine ? state.playing : cine) && { cine: true }),
    ...(isInverted(session, content, view) && { invert: true }),
    ...(pose?.mirrored && { flipH: true }),
    ...(turned !== undefined && { rotate: turned }),
  };
}

/** Right angles alone: a tilt is of this patient. A protocol turns first and mirrors then. */
function turnedBy(rotation: number): 90 | 180 | 270 | undefined {
  return ([90, 180, 270] as const).find((degrees) => degrees === Math.round(rotation));
}

/** Of PET hot is black by custom, and is said; of all else what is inverted is what the file's own kind is not. */
function isInverted(session: ReadingSession, { setId, hung }: BoxContent, view: ImageBoxView | undefined): boolean {
  const set = session.setOf(setId)?.set;
  const { grey } = view?.state() ?? {};
  if (!grey) return hung?.look.invert ?? false;
  const byNature = set?.modality === 'PT' ? false : (set?.frames[0]?.image.invertedByNature ?? false);
  return grey.inverted !== byNature;
}

/** What boxes do together now: what the stage in force links of what still stands, and what the switches of the desk do. */
function linksOf(session: ReadingSession, places: Places): readonly ShownLink[] {
  const { arrangement } = session.state;
  const { scroll, look } = togetherOf(session).store.getState();
  const boxes = arrangement.boxes.flatMap((content, box) => {
    const place = places[box];
    return content && place ? [{ content, place }] : [];
  });
  const all = boxes.map(({ place }) => place);
  const planesOf = boxes.filter(({ content }) => content.kind === 'plane').map(({ place }) => place);
  const kept = linksOfStage(session, places);
  const stepped = new Set(kept.flatMap((link) => (link.kind === 'scroll' ? link.boxes : [])));
  const bySwitch: readonly ShownLink[] = [
    // What goes by image number or by steps does not go by place.
    ...(scroll
      ? [{ kind: 'scroll' as const, by: 'position' as const, boxes: all.filter((at) => !stepped.has(at)) }]
      : []),
    ...(look
      ? [
          { kind: 'voi' as const, boxes: all },
          { kind: 'zoomPan' as const, by: 'relative' as const, boxes: all },
        ]
      : []),
    ...(planesOf.length > 1 ? [{ kind: 'crosshair' as const, boxes: planesOf }] : []),
  ];
  const covered = new Set<ShownLink['kind']>(bySwitch.flatMap(({ kind }) => (kind === 'scroll' ? [] : [kind])));
  return [...kept.filter(({ kind }) => !covered.has(kind)), ...bySwitch].filter((link) => link.boxes.length > 1);
}

type Places = readonly (readonly [screen: number, box: number] | undefined)[];

/** The groups of the stage in force that still hold: of two boxes or more that stand, and not switched off on the desk. */
function linksOfStage(session: ReadingSession, places: Places): readonly ShownLink[] {
  const { arrangement, byProtocol } = session.state;
  const stage = byProtocol?.hanging.stages[byProtocol.stage];
  const { scroll, lookOfStage } = togetherOf(session).store.getState();
  return (stage?.sync ?? []).flatMap(({ kind, by, viewports }): readonly ShownLink[] => {
    if (kind === 'scroll' && (!scroll || (by !== 'index' && by !== 'relative'))) return [];
    if (ofLook.has(kind) && !lookOfStage) return [];
    const boxes = viewports.flatMap((id) => {
      const place = places[arrangement.cells?.findIndex((cell) => cell?.viewport === id) ?? -1];
      return place ? [place] : [];
    });
    return boxes.length > 1 ? [{ kind, by, boxes }] : [];
  });
}

/** What boxes share by their stage until the reader switches that off (`lookOfStage`). */
const ofLook: ReadonlySet<ShownLink['kind']> = new Set(['voi', 'zoomPan', 'camera', 'invert']);
