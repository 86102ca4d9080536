import { Tooltip as Primitive } from 'radix-ui';
import { type ReactElement, type ReactNode, useContext } from 'react';
import { PortalPlace } from './portalPlace.ts';
import styles from './Tooltip.module.css';

/** More about a thing, on hover and on keyboard focus. Never the only place where something is said. */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactElement }) {
  const place = useContext(PortalPlace);
  return (
    <Primitive.Provider delayDuration={350}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal container={place}>
          <Primitive.Content className={styles.tooltip} sideOffset={4} collisionPadding={8}>
            {content}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
