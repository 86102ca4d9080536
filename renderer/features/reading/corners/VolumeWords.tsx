import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isDecimated, type VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { drawnBy } from '../../../imaging/placement/pointerTools.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import type { UnderSlab } from '../../../imaging/plane/slab.ts';
import { RenderingView } from '../../../imaging/rendering/renderingView.ts';
import { thresholdOf } from '../../../imaging/rendering/renderingWindow.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useReadingState } from '../readingContext.ts';
import { leastDegrees } from './overlayText.ts';
import { rounded } from './typedWindow.ts';

/** What must be known of a volume beside what its images say: how it was made, how it is cut, and what is missing in it. */
export function VolumeWords({ view }: { view: ImageBoxView }) {
  if (view instanceof PlaneView) return <PlaneWords view={view} />;
  return view instanceof RenderingView ? <RenderingWords view={view} /> : null;
}

function PlaneWords({ view }: { view: PlaneView }) {
  const { t } = useTranslation();
  const [slab, under, lean] = [view.slab(), view.underSlab(), view.obliqueDegrees()];
  return (
    <>
      {lean >= leastDegrees && (
        <span data-testid="oblique">{t('volumes.oblique', { degrees: degreesText(lean) })}</span>
      )}
      {slab && (
        <strong data-testid="slab">
          {t(`volumes.slab.${slab.mode}`, { mm: Number(slab.thicknessMm.toFixed(1)) })}
        </strong>
      )}
      {under && <Incomplete {...under} />}
      <MadeWords grid={view.model.grid} />
    </>
  );
}

function RenderingWords({ view }: { view: RenderingView }) {
  const { t } = useTranslation();
  const drawing = useReadingState(({ tool }) => drawnBy(tool) !== undefined);
  return (
    <>
      <InSpaceBadge view={view} />
      {drawing && (
        <span role="status" data-testid="no-drawing">
          {t('volumes.noDrawing')}
        </span>
      )}
      <span data-testid="rendering-preset">{t(`volumes.presets.${view.preset().name}`)}</span>
      <span data-testid="rendering-threshold">{thresholdText(view, t)}</span>
      {view.couchShown() === false && <span data-testid="couch-hidden">{t('volumes.couchHidden')}</span>}
      <Incomplete {...view.underView()} />
      <MadeWords grid={view.model.grid} />
    </>
  );
}

/** What is seen in space is never measured; nor is it told as finer, or less smooth, than it is. */
function InSpaceBadge({ view }: { view: RenderingView }) {
  const { t } = useTranslation();
  const made = view.made();
  const smoothedMm = made?.smoothedMm ?? 0;
  const isReduced = made?.isReduced === true;
  const words = smoothedMm > 0 ? (isReduced ? 'smoothedReduced' : 'smoothed') : isReduced ? 'reduced' : 'plain';
  return (
    <Badge
      tone="attention"
      shape={<Icon name="triangle" />}
      title={smoothedMm > 0 ? t('volumes.notForMeasuring.smoothedTitle', { mm: smoothedMm }) : undefined}
    >
      <span data-testid="not-for-measuring">{t(`volumes.notForMeasuring.${words}`)}</span>
    </Badge>
  );
}

/** "from 220 HU": the value at which something begins to be seen. */
function thresholdText(view: RenderingView, t: TFunction): string {
  const value = rounded(thresholdOf(view.window()));
  return view.model.set.modality === 'CT' ? t('volumes.fromHu', { value }) : t('volumes.from', { value });
}

/** C9: a projection shows no gap, so the words must; what is only on its way is not called missing. */
function Incomplete({ slices, missing, awaited }: UnderSlab) {
  const { t } = useTranslation();
  const lacking = missing - awaited;
  return (
    <>
      {awaited > 0 && (
        <Badge tone="attention" shape={<Icon name="triangle" />}>
          {t('volumes.loading', { here: slices - missing, count: slices - lacking })}
        </Badge>
      )}
      {lacking > 0 && (
        <Badge tone="attention" shape={<Icon name="triangle" />}>
          {t('volumes.incomplete', { slices, missing: lacking })}
        </Badge>
      )}
    </>
  );
}

/** How a volume was made of its images, where it was not simply stacked. `layer`: the modality, where there is another. */
export function MadeWords({ grid, layer }: { grid: VolumeGrid; layer?: string }) {
  const { t } = useTranslation();
  const named = (mark: string) => (layer === undefined ? mark : t('together.layerMark', { modality: layer, mark }));
  const { tiltDegrees, resampled, decimation } = grid;
  const { slices, inPlane: pixels } = decimation;
  return (
    <>
      {tiltDegrees > 0 && (
        <Badge tone="quiet" shape={<Icon name="triangle" />} title={t('volumes.tiltCorrectedTitle')}>
          {named(t('volumes.tiltCorrected', { degrees: tiltDegrees.toFixed(1) }))}
        </Badge>
      )}
      {resampled && (
        <Badge tone="quiet" shape={<Icon name="triangle" />} title={t('volumes.resampledTitle')}>
          {named(t('volumes.resampled'))}
        </Badge>
      )}
      {isDecimated(grid) && (
        <Badge
          tone="attention"
          shape={<Icon name="triangle" />}
          title={t('volumes.decimatedTitle', { slices, pixels })}
        >
          {named(t('volumes.decimated', { ratio: Math.max(slices, pixels) }))}
        </Badge>
      )}
    </>
  );
}

function degreesText(degrees: number): string {
  return degrees < 10 ? Number(degrees.toFixed(1)).toString() : degrees.toFixed(0);
}
