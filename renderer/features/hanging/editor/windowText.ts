import type { TFunction } from 'i18next';
import windowPresets from '#resources/presets/windows.json' with { type: 'json' };
import type { InitialLook } from '#shared/hanging/protocol.ts';

/** Of one modality, with those that every one has. */
export function presetsFor(modality: string | undefined): readonly string[] {
  const own = Object.entries(windowPresets).find(([name]) => name === modality)?.[1] ?? windowPresets.others;
  return own.map(({ name }) => name);
}

/** A window in words: the name of a preset, or its width and level. */
export function windowText(voi: NonNullable<InitialLook['voi']>, t: TFunction): string {
  if (typeof voi === 'string') return t(`reading.presets.${voi}`, { defaultValue: voi });
  return t('hanging.editor.wide', { width: voi.ww, level: voi.wc });
}
