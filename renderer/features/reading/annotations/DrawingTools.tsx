import { useTranslation } from 'react-i18next';
import { drawnBy } from '../../../imaging/placement/pointerTools.ts';
import { commandRegistry } from '../../../session/commands.ts';
import { useRegisteredCommands } from '../../../session/useCommands.ts';
import { BarMenu } from '../bar/BarMenus.tsx';
import { sectionsOf } from '../bar/commandItem.ts';
import { drawGroups } from '../bar/menuGroups.ts';
import { useReadingState } from '../readingContext.ts';

/** Everything that draws or marks, by its keys, behind one button that shows what is in the hand. */
export function DrawingTools() {
  const { t } = useTranslation();
  const tool = useReadingState((state) => state.tool);
  const kind = drawnBy(tool);
  const inHand = useRegisteredCommands().find(({ id }) => id === `annotations.${kind ?? ''}`);
  return (
    <BarMenu
      name="drawing-tools"
      pressed={kind !== undefined}
      sections={() => sectionsOf(drawGroups, commandRegistry.list(), t)}
    >
      {inHand ? t(inHand.title) : t('annotations.tools')} <kbd>{inHand?.keys[0] ?? ''}</kbd>
    </BarMenu>
  );
}
