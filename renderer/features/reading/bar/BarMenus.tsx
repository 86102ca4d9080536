import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { commandRegistry } from '../../../session/commands.ts';
import { hangingKey } from '../../../session/readingState.ts';
import { togetherOf } from '../../../session/together.ts';
import { useRegisteredCommands } from '../../../session/useCommands.ts';
import { Menu, type MenuSection } from '../../../ui/Menu.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import { commandItem, sectionsOf } from './commandItem.ts';
import {
  compareGroups,
  hangingGroup,
  imageGroups,
  type MenuGroup,
  spaceGroups,
  tools,
  windowGroups,
} from './menuGroups.ts';
import { keySpan, presetNumbers } from './presetNumbers.ts';
import styles from './ToolBar.module.css';

interface BarMenuProps {
  readonly name: string;
  readonly sections: () => readonly MenuSection[];
  readonly className?: string | undefined;
  readonly pressed?: boolean | undefined;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A menu of the tool bar. What is in it is asked when it opens: what can be done changes with every image. */
export function BarMenu({ name, sections, className, pressed, title, children }: BarMenuProps) {
  return (
    <Menu
      items={sections}
      givesKeysBack
      trigger={
        <button
          type="button"
          className={`${styles.tool} ${className ?? ''}`}
          aria-pressed={pressed}
          title={title}
          data-testid={name}
        >
          {children}
        </button>
      }
    />
  );
}

/** What the hands do to one image, by name: turning, mirroring, its size, and its cine apart. */
export function ImageMenu() {
  const { t } = useTranslation();
  return (
    <BarMenu name="image-menu" sections={() => sectionsOf(imageGroups, commandRegistry.list(), t)}>
      {t('hands.menu')}
    </BarMenu>
  );
}

/** The windows of this image by their number keys and numbers, those of the data, and by hand; or why there are none. */
export function WindowMenu() {
  const { t } = useTranslation();
  const { session } = useReading();
  useReadingState(hangingKey);
  const keys = useRegisteredCommands()
    .filter(isPreset)
    .map(({ id }) => id.slice(presetPrefix.length));
  const sections = () => {
    const presets = commandRegistry.list().filter(isPreset);
    const numbers = presetNumbers(session.activeSet?.set, session.activeView?.dataWindow());
    const items = presets.map((command, index) => ({ ...commandItem(command, t), detail: numbers[index] }));
    const own: MenuSection = {
      id: 'numbers',
      heading: t('reading.menu.numbers'),
      ...(items.length === 0 && { note: t('reading.noWindows') }),
      items,
    };
    return [own, ...sectionsOf(windowGroups, commandRegistry.list(), t)];
  };
  return (
    <BarMenu name="window-menu" sections={sections}>
      {t('reading.windows')} <kbd>{keySpan(keys)}</kbd>
    </BarMenu>
  );
}

const presetPrefix = 'reading.preset.';

function isPreset({ id }: { readonly id: string }): boolean {
  return id.startsWith(presetPrefix);
}

/** Planes, slab, 3-D and fusion; and why there are no planes, where there are none. */
export function SpaceMenu() {
  const { t } = useTranslation();
  const { session } = useReading();
  const sections = () => {
    const verdict = session.volumeVerdict();
    const [planes, ...others] = sectionsOf(spaceGroups, commandRegistry.list(), t);
    if (!planes) return others;
    if (!verdict || verdict.ok) return [planes, ...others];
    const { reason, value } = verdict.failure;
    return [{ ...planes, note: t(`reading.noVolume.${reason}`, { value: value?.toFixed(1) ?? '' }) }, ...others];
  };
  return (
    <BarMenu name="space-menu" sections={sections}>
      {t('reading.menu.space')}
    </BarMenu>
  );
}

/** The earlier study, what boxes do together, and further windows. */
export function CompareMenu() {
  const { t } = useTranslation();
  const { session } = useReading();
  const checkedOf = (id: string) => {
    const { scroll, look, lines } = togetherOf(session).store.getState();
    const state: Readonly<Record<string, boolean>> = {
      'desk.priorBeside': session.priors.isBeside,
      'together.scrollTogether': scroll,
      'together.lookTogether': look,
      'together.referenceLines': lines,
    };
    return state[id];
  };
  return (
    <BarMenu name="compare-menu" sections={() => sectionsOf(compareGroups, commandRegistry.list(), t, checkedOf)}>
      {t('reading.menu.compare')}
    </BarMenu>
  );
}

const toolGroup: MenuGroup = { heading: 'tools', commands: tools.map(({ command }) => command) };

/** What has no room in a narrow bar: the tools, with the one in the hand on its button, then boxes and series. */
export function MoreMenu() {
  const { t } = useTranslation();
  const inHand = useReadingState((state) => tools.find(({ tool }) => tool === state.tool)?.command);
  const title = useRegisteredCommands().find(({ id }) => id === inHand)?.title;
  const checkedOf = (id: string) =>
    tools.some(({ command, tool }) => command === id && tool) ? id === inHand : undefined;
  return (
    <BarMenu
      name="more-menu"
      className={styles.more}
      pressed={inHand !== undefined}
      title={t('reading.more')}
      sections={() => sectionsOf([toolGroup, hangingGroup], commandRegistry.list(), t, checkedOf)}
    >
      {title === undefined ? '' : t(title)} ⋯
    </BarMenu>
  );
}
