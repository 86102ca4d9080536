import type { TFunction } from 'i18next';
import type { Command } from '../../../session/commands.ts';
import type { MenuItem } from '../../../ui/Menu.tsx';

/** A command as it stands in a menu, with its key beside it. */
export function commandItem({ id, title, keys, run, canRun }: Command, t: TFunction): MenuItem {
  return { id, label: t(title), keys: keys[0], run, disabled: !(canRun?.() ?? true) };
}
