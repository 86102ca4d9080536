import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useContext } from 'react';
import { KeyHint } from './KeyHint.tsx';
import styles from './Menu.module.css';
import { PortalPlace } from './portalPlace.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** A list of acts behind one button. Not modal: the page behind keeps its scroll bar and its keys come back at once. */
export function Menu({ trigger, items }: { trigger: ReactNode; items: readonly MenuItem[] }) {
  const place = useContext(PortalPlace);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={place}>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
          {items.map((item) => (
            <DropdownMenu.Item
              key={item.id}
              className={styles.item}
              disabled={item.disabled ?? false}
              onSelect={item.run}
            >
              <span>{item.label}</span>
              {item.keys !== undefined && <KeyHint keys={item.keys} />}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
