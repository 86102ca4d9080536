import { z } from 'zod';
import renderings from '#resources/presets/renderings.json';
import type { Window } from '#shared/dicom/presentationValues.ts';

const share = z.number().min(0).max(1);

const presetSchema = z.object({
  name: z.string(),
  /** Modalities for which it is offered, the first preset of each is where a rendering begins. */
  modalities: z.array(z.string()).readonly(),
  /** `window`: values are parts of the window that the data begin with, 0 its lower edge, 1 its upper; else modality values. */
  scale: z.enum(['values', 'window']),
  blend: z.enum(['composite', 'maximum']),
  opacity: z.array(z.tuple([z.number(), share]).readonly()).readonly(),
  colour: z.array(z.tuple([z.number(), share, share, share]).readonly()).readonly(),
  shading: z.object({ ambient: share, diffuse: share, specular: share, power: z.number() }).readonly(),
});

/** How values become colour and opacity in space. */
export type RenderingPreset = Readonly<z.infer<typeof presetSchema>>;

const presets: readonly RenderingPreset[] = z.array(presetSchema).parse(renderings);

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
