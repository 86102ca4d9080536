import type { Window } from '#shared/dicom/presentationValues.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import type { RenderingPreset } from './renderingPresets.ts';
import { pointsThrough } from './renderingWindow.ts';

/** The parts of vtk's volume actor that are used here. */
interface Rendered {
  getMapper(): { setBlendMode(mode: number): void };
  getProperty(): {
    getRGBTransferFunction(index: number): {
      removeAllPoints(): void;
      addRGBPoint(value: number, red: number, green: number, blue: number): number;
    };
    getScalarOpacity(index: number): { removeAllPoints(): void; addPoint(value: number, opacity: number): number };
    setScalarOpacityUnitDistance(index: number, distance: number): void;
    setShade(shade: boolean): void;
    setAmbient(part: number): void;
    setDiffuse(part: number): void;
    setSpecular(part: number): void;
    setSpecularPower(power: number): void;
    setInterpolationTypeToLinear(): void;
  };
}

const blendModes = { composite: 0, maximum: 1 } as const;

/** What is drawn, and how: a preset through a window, over the values that the data begin with. */
export interface Look {
  readonly preset: RenderingPreset;
  readonly window: Window;
  readonly dataWindow: Window | undefined;
}

/** Writes a look into what draws the volume. Opacities are per mean voxel, so that a finer volume is no denser. */
export function applyRendering(
  viewport: { getDefaultActor(): unknown },
  look: Look,
  { spacing, sliceSpacingMm }: Pick<VolumeGrid, 'spacing' | 'sliceSpacingMm'>,
): void {
  const actor = (viewport.getDefaultActor() as { actor?: unknown } | undefined)?.actor as Rendered | undefined;
  if (!actor) return;
  const { preset } = look;
  const { opacity, colour } = pointsThrough(preset, look.window, look.dataWindow);
  const property = actor.getProperty();
  const colours = property.getRGBTransferFunction(0);
  colours.removeAllPoints();
  for (const [value, red, green, blue] of colour) colours.addRGBPoint(value, red, green, blue);
  const opacities = property.getScalarOpacity(0);
  opacities.removeAllPoints();
  for (const [value, part] of opacity) opacities.addPoint(value, part);
  property.setScalarOpacityUnitDistance(0, (spacing.betweenColumns + spacing.betweenRows + sliceSpacingMm) / 3);
  const { shading } = preset;
  property.setShade(preset.blend === 'composite' && shading.diffuse > 0);
  property.setAmbient(shading.ambient);
  property.setDiffuse(shading.diffuse);
  property.setSpecular(shading.specular);
  property.setSpecularPower(shading.power);
  property.setInterpolationTypeToLinear();
  actor.getMapper().setBlendMode(blendModes[preset.blend]);
}
