import type { TFunction } from 'i18next';
import type { Command } from '../../../session/commands.ts';
import type { MenuItem, MenuSection } from '../../../ui/Menu.tsx';
import type { MenuGroup } from './menuGroups.ts';

/** A command as it stands in a menu, with its key beside it. */
export function commandItem({ id, title, keys, run, canRun }: Command, t: TFunction): MenuItem {
  return { id, label: t(title), keys: keys[0], run, disabled: !(canRun?.() ?? true) };
}

/**
 * A menu of groups, of the commands that there are now. `checkedOf`: of those that are on or off. A group that only some
 * studies have is left out where nothing of it can be done.
 */
export function sectionsOf(
  groups: readonly MenuGroup[],
  commands: readonly Command[],
  t: TFunction,
  checkedOf: (id: string) => boolean | undefined = () => undefined,
): readonly MenuSection[] {
  return groups.flatMap(({ heading, commands: ids, ofSomeStudies = false }): readonly MenuSection[] => {
    const items = ids.flatMap((id) => {
      const command = commands.find((each) => each.id === id);
      return command ? [{ ...commandItem(command, t), checked: checkedOf(id) }] : [];
    });
    if (ofSomeStudies && items.every(({ disabled }) => disabled)) return [];
    return [{ id: heading, heading: t(`reading.menu.${heading}`), items }];
  });
}
