import { useTranslation } from 'react-i18next';
import { useEditor } from './editorActs.ts';
import { type BoxRef, boxOf } from './model/editBoxes.ts';
import { findSeries, seriesName } from './seriesName.ts';

export interface ShownIn {
  readonly text: string;
  readonly state: 'bound' | 'standsIn' | 'empty';
}

/** What of the example hangs in a box; undefined: there is no example, or the box wants nothing. */
export function useShownIn(ref: BoxRef): ShownIn | undefined {
  const { t } = useTranslation();
  const { protocol, example, hanging } = useEditor();
  const layer = boxOf(protocol, ref)?.layers[0];
  if (!hanging || !example || !layer) return undefined;
  const binding = hanging.bindings[layer.selector];
  const series = binding && findSeries(example.toHang, binding);
  if (!binding || !series) {
    const reason = hanging.unbound[layer.selector]?.reason ?? 'noneFits';
    return { text: t(`hanging.editor.empty.${reason}`), state: 'empty' };
  }
  const name = seriesName(series);
  if (binding.via?.kind !== 'fallback') return { text: name, state: 'bound' };
  return { text: t('hanging.editor.standsIn', { name }), state: 'standsIn' };
}
