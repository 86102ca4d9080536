/** What a mouse may do in an image box. `chosenTool` is the tool that the tool bar shows. */
export const dragActs = [
  'chosenTool',
  'window',
  'zoom',
  'pan',
  'scroll',
  'rotate',
  'magnifier',
  'length',
  'crosshair',
  'nothing',
] as const;
export type DragAct = (typeof dragActs)[number];

export const wheelActs = ['scroll', 'scrollTen', 'zoom', 'slabThickness', 'series', 'nothing'] as const;
export type WheelAct = (typeof wheelActs)[number];

/** Buttons as they are held together; `Left+Right` is both at once. */
export const mouseButtons = ['Left', 'Middle', 'Right', 'Left+Right'] as const;
export const mouseModifiers = ['', 'Ctrl', 'Alt', 'Shift'] as const;

/** "Left", "Shift+Right", "Left+Right": a drag; "Wheel", "Ctrl+Wheel": the wheel. */
export type DragGesture = string;
export type WheelGesture = string;

export interface MouseBindings {
  readonly drag: Readonly<Record<DragGesture, DragAct>>;
  readonly wheel: Readonly<Record<WheelGesture, WheelAct>>;
}

/** The parts of a pointer's event that say which gesture it is. */
export interface MousePress {
  /** As `PointerEvent.buttons`: 1 left, 2 right, 4 middle, added up. */
  readonly buttons: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const buttonNames: Readonly<Record<number, (typeof mouseButtons)[number]>> = {
  1: 'Left',
  2: 'Right',
  3: 'Left+Right',
  4: 'Middle',
};

/** Every gesture there is, in the order of the settings' table. */
export const dragGestures: readonly DragGesture[] = mouseModifiers.flatMap((modifier) =>
  mouseButtons.map((button) => withModifier(modifier, button)),
);
export const wheelGestures: readonly WheelGesture[] = mouseModifiers.map((modifier) => withModifier(modifier, 'Wheel'));

/** The gesture of a press; undefined for buttons that have no name here. */
export function dragGestureOf(press: MousePress): DragGesture | undefined {
  const button = buttonNames[press.buttons & 7];
  return button && withModifier(modifierOf(press), button);
}

export function wheelGestureOf(press: Omit<MousePress, 'buttons'>): WheelGesture {
  return withModifier(modifierOf(press), 'Wheel');
}

/** What a drag does; with a modifier that has no meaning of its own, what the button does without it. */
export function dragActOf(press: MousePress, { drag }: MouseBindings): DragAct | undefined {
  const gesture = dragGestureOf(press);
  return gesture === undefined ? undefined : (drag[gesture] ?? drag[withoutModifier(gesture)]);
}

export function wheelActOf(press: Omit<MousePress, 'buttons'>, { wheel }: MouseBindings): WheelAct | undefined {
  const gesture = wheelGestureOf(press);
  return wheel[gesture] ?? wheel['Wheel'];
}

function modifierOf(press: Omit<MousePress, 'buttons'>): string {
  if (press.ctrlKey || press.metaKey) return 'Ctrl';
  if (press.altKey) return 'Alt';
  return press.shiftKey ? 'Shift' : '';
}

function withModifier(modifier: string, gesture: string): string {
  return modifier === '' ? gesture : `${modifier}+${gesture}`;
}

function withoutModifier(gesture: string): string {
  return gesture.replace(/^(?:Ctrl|Alt|Shift)\+/, '');
}
