import { ContextMenu as AtPointer, DropdownMenu } from 'radix-ui';
import { type ReactNode, useContext } from 'react';
import { Icon } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
import styles from './Menu.module.css';
import { PortalPlace } from './portalPlace.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Numbers or a word behind the label, in the grey of what is secondary. */
  readonly detail?: string | undefined;
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  /** Of what is on or off; undefined: an act. */
  readonly checked?: boolean | undefined;
  readonly run: () => void;
}

export interface MenuSection {
  readonly id: string;
  readonly heading?: string | undefined;
  /** A sentence under the heading: why nothing of it can be had. */
  readonly note?: string | undefined;
  readonly items: readonly MenuItem[];
}

interface MenuProps {
  readonly trigger: ReactNode;
  /** One list, or several with a line between; a function is asked when the menu opens, so that it tells how things are then. */
  readonly items: readonly MenuItem[] | (() => readonly MenuSection[]);
  /** The next key is for the page, not for the button that opened the menu. */
  readonly givesKeysBack?: boolean;
}

/** A list of acts behind one button. Not modal: the page behind keeps its scroll bar and its keys come back at once. */
export function Menu({ trigger, items, givesKeysBack = false }: MenuProps) {
  const place = useContext(PortalPlace);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={place}>
        <DropdownMenu.Content
          className={styles.menu}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (givesKeysBack) event.preventDefault();
          }}
        >
          <Sections items={items} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Sections({ items }: Pick<MenuProps, 'items'>) {
  const sections = typeof items === 'function' ? items() : [{ id: '', items }];
  return sections.map(({ id, heading, note, items: own }, index) => (
    <DropdownMenu.Group key={id}>
      {index > 0 && <DropdownMenu.Separator className={styles.divider} />}
      {heading !== undefined && <DropdownMenu.Label className={styles.heading}>{heading}</DropdownMenu.Label>}
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {own.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </DropdownMenu.Group>
  ));
}

function Item({ item: { label, detail, keys, disabled = false, checked, run } }: { item: MenuItem }) {
  const words = (
    <>
      <span className={styles.label}>{label}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      {keys !== undefined && <KeyHint keys={keys} />}
    </>
  );
  if (checked === undefined) {
    return (
      <DropdownMenu.Item className={styles.item} disabled={disabled} onSelect={run}>
        {words}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.CheckboxItem className={styles.item} disabled={disabled} checked={checked} onSelect={run}>
      <span className={styles.mark}>{checked && <Icon name="tick" />}</span>
      {words}
    </DropdownMenu.CheckboxItem>
  );
}

interface ContextMenuProps {
  readonly items: readonly MenuItem[];
  /** What it is a menu of; the right button, or the key for menus, opens it there. */
  readonly children: ReactNode;
}

/** A short list of acts where the right button was pressed. Not modal, as `Menu`. */
export function ContextMenu({ items, children }: ContextMenuProps) {
  const place = useContext(PortalPlace);
  return (
    <AtPointer.Root modal={false}>
      <AtPointer.Trigger asChild>{children}</AtPointer.Trigger>
      <AtPointer.Portal container={place}>
        <AtPointer.Content
          className={styles.menu}
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {items.map(({ id, label, keys, disabled = false, run }) => (
            <AtPointer.Item key={id} className={styles.item} disabled={disabled} onSelect={run}>
              <span className={styles.label}>{label}</span>
              {keys !== undefined && <KeyHint keys={keys} />}
            </AtPointer.Item>
          ))}
        </AtPointer.Content>
      </AtPointer.Portal>
    </AtPointer.Root>
  );
}
