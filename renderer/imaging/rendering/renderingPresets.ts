import renderings from '#resources/presets/renderings.json';
import type { Window } from '#shared/dicom/presentationValues.ts';

/** How values become colour and opacity in space. */
export interface RenderingPreset {
  readonly name: string;
  /** Modalities for which it is offered; the first preset of each is where a rendering begins. `*`: any. */
  readonly modalities: readonly string[];
  /** `window`: values are parts of the window that the data begin with, 0 its lower edge, 1 its upper; else modality values. */
  readonly scale: 'values' | 'window';
  readonly blend: 'composite' | 'maximum';
  /** Value and opacity, rising; between two points it rises in a straight line. */
  readonly opacity: readonly (readonly [value: number, opacity: number])[];
  /** Value and red, green, blue, each from 0 to 1. */
  readonly colour: readonly (readonly [value: number, red: number, green: number, blue: number])[];
  readonly shading: {
    readonly ambient: number;
    readonly diffuse: number;
    readonly specular: number;
    readonly power: number;
  };
}

const presets: readonly RenderingPreset[] = renderings.map((written) => ({
  ...written,
  scale: written.scale === 'window' ? 'window' : 'values',
  blend: written.blend === 'maximum' ? 'maximum' : 'composite',
  opacity: written.opacity.map(([value = 0, opacity = 0]) => [value, opacity] as const),
  colour: written.colour.map(([value = 0, red = 0, green = 0, blue = 0]) => [value, red, green, blue] as const),
}));

/** Those that mean something for a modality, the one to begin with first; never none. */
export function renderingPresetsFor(modality: string): readonly RenderingPreset[] {
  const own = presets.filter(({ modalities }) => modalities.includes(modality));
  return own.length > 0 ? own : presets.filter(({ modalities }) => modalities.includes('*'));
}

/** The points of a preset in modality values; `window` is where the data begin. */
export function pointsOf(preset: RenderingPreset, window: Window | undefined) {
  const { center, width } = window ?? { center: 128, width: 256 };
  const low = center - width / 2;
  const value = (at: number) => (preset.scale === 'values' ? at : low + at * width);
  return {
    opacity: preset.opacity.map(([at, opacity]) => [value(at), opacity] as const),
    colour: preset.colour.map(([at, red, green, blue]) => [value(at), red, green, blue] as const),
  };
}
