/** Commands of a menu under one heading, by their names; `heading`: under `reading.menu`. */
export interface MenuGroup {
  readonly heading: string;
  readonly commands: readonly string[];
  /** Only some studies have it. */
  readonly ofSomeStudies?: true;
}

/** What is drawn, and what is done with it; moving it by a pixel is for the keys alone. */
export const drawGroups: readonly MenuGroup[] = [
  {
    heading: 'measure',
    commands: ['length', 'bidirectional', 'angle', 'cobb', 'cardiothoracicRatio', 'calibrate'].map(ofAnnotations),
  },
  { heading: 'area', commands: ['ellipse', 'rectangle', 'freehand', 'probe'].map(ofAnnotations) },
  { heading: 'mark', commands: ['arrow', 'text', 'spineLabel', 'keyImage'].map(ofAnnotations) },
  { heading: 'drawn', commands: ['next', 'previous', 'write', 'remove'].map(ofAnnotations) },
];

function ofAnnotations(name: string): string {
  return `annotations.${name}`;
}

/** How the image lies, how large it is, and its moving picture apart. Moving it by steps is for the keys alone. */
export const imageGroups: readonly MenuGroup[] = [
  {
    heading: 'turn',
    commands: [
      'hands.rotateRight',
      'hands.rotateLeft',
      'hands.rotateRightLittle',
      'hands.rotateLeftLittle',
      'hands.flipHorizontal',
      'hands.flipVertical',
      'hands.toolRotate',
    ],
  },
  {
    heading: 'size',
    commands: [
      'hands.fit',
      'hands.oneToOne',
      'reading.zoomIn',
      'reading.zoomOut',
      'hands.toolMagnifier',
      'hands.holdMagnifier',
      'hands.toolScroll',
      'hands.cursor',
      'fidelity.words',
    ],
  },
  {
    heading: 'cine',
    ofSomeStudies: true,
    commands: ['reading.playOrStop', 'hands.cineFaster', 'hands.cineSlower', 'hands.cineBackwards', 'hands.cineSweep'],
  },
];

/** Below the windows of this image, which have the number keys. */
export const windowGroups: readonly MenuGroup[] = [
  {
    heading: 'ofData',
    ofSomeStudies: true,
    commands: ['hands.nextWindowOfData', 'hands.previousWindowOfData', 'hands.windowPerImage'],
  },
  {
    heading: 'bySteps',
    commands: [
      'hands.typeWindow',
      'hands.windowWider',
      'hands.windowNarrower',
      'hands.windowBrighter',
      'hands.windowDarker',
      'reading.invert',
    ],
  },
];

export const spaceGroups: readonly MenuGroup[] = [
  {
    heading: 'planes',
    commands: [
      'reading.mpr',
      'reading.toolCrosshair',
      'volumes.turnBack',
      'volumes.turnOn',
      'volumes.straighten',
      'volumes.alongSlices',
    ],
  },
  { heading: 'slab', commands: ['volumes.slab', 'volumes.slabMode', 'volumes.thicker', 'volumes.thinner'] },
  { heading: 'space3', commands: ['volumes.rendering', 'volumes.nextRendering', 'volumes.nextSide'] },
  {
    heading: 'fusion',
    ofSomeStudies: true,
    commands: [
      'together.fuse',
      'together.nextUptakeWindow',
      'together.nextPalette',
      'together.lessOpaque',
      'together.moreOpaque',
      'together.handsOnOver',
    ],
  },
];

export const compareGroups: readonly MenuGroup[] = [
  { heading: 'earlier', commands: ['desk.priorBeside', 'desk.swapPrior'] },
  {
    heading: 'together',
    commands: [
      'together.scrollTogether',
      'together.lookTogether',
      'together.linkHere',
      'together.alignByImages',
      'together.referenceLines',
      'together.showPoint',
    ],
  },
  { heading: 'monitors', commands: ['displays.openWindow', 'displays.closeWindow'] },
];

/** Boxes and series, where their buttons have no room. */
export const hangingGroup: MenuGroup = {
  heading: 'boxes',
  commands: [
    'reading.layoutOne',
    'reading.layoutTwo',
    'reading.layoutFour',
    'desk.pickBoxes',
    'reading.previousSeries',
    'reading.nextSeries',
  ],
};

/** The tools with a button of their own, with the drawing that stands for each where there is no room for words. */
export const tools: readonly { readonly command: string; readonly tool?: string; readonly path: string }[] = [
  {
    command: 'reading.toolWindow',
    tool: 'window',
    path: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 0v12M8 5h4.6M8 8h5.8M8 11h4.6',
  },
  {
    command: 'reading.toolZoom',
    tool: 'zoom',
    path: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm3.3 7.8 3.7 3.7M5 7h4M7 5v4',
  },
  {
    command: 'reading.toolPan',
    tool: 'pan',
    path: 'M8 1.5v13M1.5 8h13M6.2 3.3 8 1.5l1.8 1.8M6.2 12.7 8 14.5l1.8-1.8M3.3 6.2 1.5 8l1.8 1.8M12.7 6.2 14.5 8l-1.8 1.8',
  },
  { command: 'reading.toolCrosshair', tool: 'crosshair', path: 'M8 1.5v5M8 9.5v5M1.5 8h5M9.5 8h5' },
  { command: 'reading.invert', path: 'M3 3h10v10H3zM13 3 3 13M8 13l5-5M10.5 13l2.5-2.5' },
  { command: 'reading.reset', path: 'M3 8a5 5 0 1 1 1.6 3.7M3 4.5V8h3.5' },
  { command: 'reading.enlarge', path: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10' },
];
