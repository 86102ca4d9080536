import { useAct, useAnswer, useKeepAnswer } from '#renderer/host/hostContext.ts';
import type { SettingsSnapshot } from '#shared/contract/settings.ts';

/** The settings, and a way to change a part of them that is kept at once. */
export function useSettings() {
  const { answer, failure } = useAnswer('settings.read', {});
  const change = useAct('settings.change');
  const keep = useKeepAnswer();
  const save = async (part: Partial<SettingsSnapshot>): Promise<boolean> => {
    const saved = await change.act(part);
    if (saved.ok) keep('settings.read', {}, saved.value);
    return saved.ok;
  };
  return { settings: answer, save, saved: change.result?.ok === true, failure: change.failure ?? failure };
}
