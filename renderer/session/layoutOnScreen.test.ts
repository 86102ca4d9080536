import { describe, expect, test } from 'vitest';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { captureHanging } from '#shared/hanging/capture/captureHanging.ts';
import { type Protocol, protocolSchema } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { meansOf } from '#tests/fixtures/hangingMeans.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import { layoutOnScreen } from './layoutOnScreen.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';
import { namedWindows, shownWindow } from './shownWindow.ts';
import { togetherOf } from './together.ts';

const chest = snapshotOf(
  [
    slicesOfCt('1.2.3.1', 30, { SeriesDescription: ['Soft'], ConvolutionKernel: ['B31f'], SliceThickness: [5] }),
    slicesOfCt('1.2.3.2', 60, { SeriesDescription: ['Lung'], ConvolutionKernel: ['B70f'], SliceThickness: [1] }),
  ],
  { studyDescription: 'CT CHEST', studyDate: '20260514' } as never,
);

function rememberedBy(session: ReadingSession) {
  const study = session.protocol?.study;
  if (!study) throw new Error('no study');
  return captureHanging({
    layout: layoutOnScreen(session),
    study,
    inForce: session.state.byProtocol?.hanging,
    stage: session.state.byProtocol?.stage,
    presets: namedWindows,
    names: { whole: 'whole', withoutPrior: 'alone', oneScreen: 'one', protocol: 'Mine', notFor: (name) => name },
    id: 'user.mine',
  });
}

const boxesOf = ({ state }: ReadingSession) =>
  state.arrangement.boxes.map(
    (content) => content && [content.kind, content.setId, 'plane' in content && content.plane],
  );

describe('what is on the screen', () => {
  test('hung by hand and remembered, it is what the next session of the study begins with', () => {
    const session = openReadingSession(chest, { means: meansOf(shippedProtocols) });
    session.arrange(2, 2);
    const [soft, lung] = session.state.images.sets.map(({ set }) => set.id);
    session.hang(lung ?? '', 0);
    session.hang(soft ?? '', 1);
    session.hangContent({ kind: 'plane', setId: lung ?? '', plane: 'coronal' }, 2);
    session.hangContent(undefined, 3);
    const { protocol, reservations } = rememberedBy(session);
    expect(reservations).toEqual([]);
    const next = openReadingSession(chest, { means: meansOf([...shippedProtocols, protocol]) });
    expect(next.state.byProtocol?.hanging.protocol.id).toBe('user.mine');
    expect(next.state.arrangement).toMatchObject({ rows: 2, columns: 2 });
    expect(boxesOf(next)).toEqual(boxesOf(session));
  });

  test('a window by hand, an inversion and a turn are asked of the view that draws', () => {
    const session = openReadingSession(chest, { means: meansOf(shippedProtocols) });
    session.hangArrangement({
      rows: 1,
      columns: 1,
      boxes: [{ kind: 'stack', setId: session.state.images.sets[1]?.set.id ?? '' }],
    });
    const grey = {
      window: { center: -580, width: 1480 },
      voiFunction: 'LINEAR',
      inverted: true,
      table: undefined,
    } as const;
    const set = session.activeSet?.set;
    const state = { ...emptyBoxState, set, grey, pose: { mirrored: true, rotation: 270 } };
    session.attachView(0, fakeView({ state: () => state, dataWindow: () => ({ center: 40, width: 400 }) }));
    const [box] = layoutOnScreen(session).screens[0]?.boxes ?? [];
    expect(box).toMatchObject({
      window: { ww: 1480, wc: -580, unit: 'HU' },
      look: { invert: true, flipH: true, rotate: 90 },
      isActive: true,
    });
    const viewport = rememberedBy(session).protocol.stages[0]?.screens[0]?.viewports[0];
    // How this patient's image lay is nothing that a protocol says of another's.
    expect(viewport?.initial).toEqual({ voi: 'lung' });
  });
});

describe('windows that hold for the next study', () => {
  const setOf = (modality: string) => {
    const [dataset] = slicesOfCt('1.2.3.9', 1, { Modality: [modality] });
    const image = dataset && readImageDescription(dataset);
    if (!image?.ok) throw new Error('not an image');
    const [set] = splitIntoDisplaySets([{ ...image.value, archiveId: 'pacs', patient: {} } as never]);
    if (!set) throw new Error('no set');
    return set;
  };
  const data = { center: 500, width: 1000 };

  test('of MR a part of the window of the data by its name, and numbers as nothing to keep', () => {
    const mr = setOf('MR');
    expect(shownWindow(mr, { center: 510, width: 990 }, data)).toBeUndefined();
    expect(shownWindow(mr, { center: 500, width: 610 }, data)).toEqual({ preset: 'narrower' });
    expect(shownWindow(mr, { center: 900, width: 300 }, data)).toEqual({ ww: 300, wc: 900, unit: 'data' });
  });

  test('of CT in HU; of PET without SUV nothing', () => {
    expect(shownWindow(setOf('CT'), { center: 40, width: 80 }, data)).toEqual({ ww: 80, wc: 40, unit: 'HU' });
    expect(shownWindow(setOf('PT'), { center: 40, width: 80 }, data)).toEqual({ ww: 80, wc: 40, unit: 'data' });
  });
});

describe('what boxes do together is remembered as it was', () => {
  const linked: Protocol = protocolSchema.parse({
    schemaVersion: 1,
    id: 'user.linked',
    name: 'Linked',
    level: 'user',
    version: 1,
    enabled: true,
    tags: [],
    match: { study: [{ facet: 'modality', op: 'in', value: ['CT'], required: true, weight: 20 }] },
    priors: [],
    selectors: {
      soft: { label: 'Soft', rules: [{ facet: 'kernel', op: 'eq', value: 'soft', required: true }] },
      lung: { label: 'Lung', rules: [{ facet: 'kernel', op: 'eq', value: 'sharp', required: true }] },
    },
    stages: [
      {
        name: 'Both',
        screens: [
          {
            role: 'primary',
            grid: { rows: 1, cols: 2 },
            viewports: ['soft', 'lung'].map((selector) => ({ id: selector, layers: [{ selector }] })),
          },
        ],
        sync: [
          { kind: 'scroll', by: 'relative', viewports: ['soft', 'lung'] },
          { kind: 'zoomPan', by: 'relative', viewports: ['soft', 'lung'] },
          { kind: 'voi', viewports: ['soft', 'lung'] },
        ],
      },
    ],
  });
  const kindsOf = (session: ReadingSession) =>
    layoutOnScreen(session).links.map(({ kind, by = '', boxes }) => `${kind} ${by} ${boxes.length}`.replace('  ', ' '));
  const opened = () => openReadingSession(chest, { means: meansOf([linked]) });

  test('the stage’s links of scroll, place and window, and again by the protocol that is made of it', () => {
    const session = opened();
    const wanted = ['scroll relative 2', 'zoomPan relative 2', 'voi 2'];
    expect(kindsOf(session)).toEqual(wanted);
    const { sync } = rememberedBy(session).protocol.stages[0] ?? {};
    expect(sync?.map(({ kind, by = '', viewports }) => `${kind} ${by} ${viewports.length}`.replace('  ', ' '))).toEqual(
      wanted,
    );
  });

  test('not what was switched off on the desk', () => {
    const session = opened();
    togetherOf(session).toggle('scroll');
    expect(kindsOf(session)).toEqual(['zoomPan relative 2', 'voi 2']);
    // On for all, then off for all.
    togetherOf(session).toggle('look');
    togetherOf(session).toggle('look');
    expect(kindsOf(session)).toEqual([]);
  });

  test('none of boxes that are no longer the stage’s; those go by place', () => {
    const session = opened();
    const { boxes } = session.state.arrangement;
    session.hangArrangement({ rows: 1, columns: 2, boxes: [...boxes] });
    expect(kindsOf(session)).toEqual(['scroll position 2']);
  });
});
