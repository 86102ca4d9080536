import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { phantomVolume } from '#tests/fixtures/phantomVolume.ts';
import { BoxStateKeeper } from './boxStateKeeper.ts';
import type { Engine } from './engine/engine.ts';
import type { FrameLoader } from './frames/frameLoader.ts';
import { FrameLedger } from './frames/ledger.ts';
import { FusionView } from './fusion/fusionView.ts';
import type { ImageBoxView } from './imageBoxView.ts';
import { PlaneView } from './plane/planeView.ts';
import { RenderingView } from './rendering/renderingView.ts';
import { StackView } from './stack/stackView.ts';

const ledger = new FrameLedger();
const loader = { load: () => new Promise<never>(() => undefined) } as unknown as FrameLoader;

const modelOfThree = () => phantomVolume({ slices: 3, side: 4, loader, ledger });

function opened(setVolumes: () => Promise<unknown> = () => new Promise(() => undefined)) {
  const camera = { focalPoint: [0, 0, 0], position: [0, 0, 1], viewPlaneNormal: [0, 0, 1], viewUp: [0, 1, 0] };
  const viewport = { id: 'box-1', setVolumes, getCamera: () => camera, getZoom: () => 1, worldToCanvas: () => [0, 0] };
  const engine = {
    openPlane: () => viewport,
    openStack: () => viewport,
    openRendering: () => viewport,
    close: () => undefined,
  } as unknown as Engine;
  const element = () => Object.assign(new EventTarget(), { append: () => undefined }) as unknown as HTMLDivElement;
  const parts = () => ({ engine, ledger, element: element(), plane: 'axial' as const, model: modelOfThree() });
  return {
    plane: () => new PlaneView(parts()),
    fusion: () => new FusionView(parts()),
    rendering: () => new RenderingView(parts()),
    stack: () => new StackView({ ...parts(), loader, onClose: () => undefined }),
  } satisfies Record<string, () => ImageBoxView>;
}

beforeEach(() => {
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  vi.stubGlobal('document', { createElement: () => ({ style: {}, dataset: {}, remove: () => undefined }) });
});
afterEach(() => void vi.unstubAllGlobals());

const kinds = ['plane', 'fusion', 'rendering', 'stack'] as const;

test.each(kinds)('H4: a %s that goes tells nobody any more: what it drew with may have gone before it', (kind) => {
  const closed = vi.spyOn(BoxStateKeeper.prototype, 'close');
  const view = opened()[kind]();
  view.subscribe(() => {
    throw new Error('told of a box that is gone');
  });
  view.close();
  expect(closed).toHaveBeenCalledTimes(1);
  closed.mockRestore();
});

describe('SF13: what cannot be drawn is a cover with the reason, never a swallowed exception', () => {
  test.each(['plane', 'fusion', 'rendering'] as const)('%s', async (kind) => {
    const view = opened(() => Promise.reject(new Error('no memory')))[kind]();
    await vi.waitFor(() =>
      expect(view.state().cover).toMatchObject({ kind: 'failed', failure: { code: 'Unexpected' } }),
    );
    view.close();
  });

  test.each(['plane', 'fusion', 'rendering'] as const)('%s that was closed meanwhile says nothing', async (kind) => {
    const view = opened(() => Promise.reject(new Error('no camera any more')))[kind]();
    view.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(view.state().cover).not.toMatchObject({ kind: 'failed' });
  });
});
