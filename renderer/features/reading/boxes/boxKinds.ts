import type { ComponentType } from 'react';
import type { BoxContent } from '../../../session/arrangement.ts';
import type { BoxProps } from './boxProps.ts';
import { FusionBox } from './FusionBox.tsx';
import { PlaneBox, StackBox } from './ImageBox.tsx';
import { RenderingBox } from './RenderingBox.tsx';

/** Which component draws which content: one line for each kind. */
const boxKinds: { readonly [Kind in BoxContent['kind']]?: ComponentType<BoxProps<Kind>> } = {
  stack: StackBox,
  plane: PlaneBox,
  fusion: FusionBox,
  rendering: RenderingBox,
};

/** The component for a content; undefined where nothing draws its kind. */
export function boxComponentOf(content: BoxContent): ComponentType<BoxProps> | undefined {
  // The table pairs each kind with a component for just that kind, which TypeScript cannot follow through a union.
  return boxKinds[content.kind] as ComponentType<BoxProps> | undefined;
}
