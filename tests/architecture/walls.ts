import { dirname, join, normalize } from 'node:path/posix';

/**
 * Who may import whom (docs/architecture.md, "Walls"). A room is the longest entry that begins a file's path.
 * `rooms` are the other rooms it may import, `doors` those of which it may import types only, through `index.ts`;
 * `packages` are the packages it may name; `node:*` goes with the package "node".
 */
interface Room {
  readonly rooms: readonly string[];
  readonly typesFrom?: readonly string[];
  readonly packages?: readonly string[];
}

const sharedRooms = [
  'base',
  'dicom',
  'annotations',
  'displays',
  'hands',
  'worklist',
  'hanging',
  'cache',
  'reports',
  'prefetch',
  'contract',
].map((room) => `shared/${room}`);
const services = [
  'annotations',
  'archive',
  'audit',
  'cache',
  'desk',
  'displays',
  'hanging',
  'link',
  'prefetch',
  'records',
  'reports',
  'settings',
  'signIn',
  'studies',
  'vault',
  'worklist',
].map((name) => `electron/services/${name}`);
const machineBase = [
  'electron/base',
  'electron/base/database',
  'electron/base/crypto',
  'electron/base/http',
  'electron/base/dicom',
  'electron/base/folders',
  'electron/base/logging',
];
const meaning = ['shared/base', 'shared/dicom'];
const react = [
  'react',
  'react-dom',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'radix-ui',
  'react-i18next',
  'i18next',
  'zustand',
];
const machine = ['node', 'zod'];
const service = {
  rooms: [...sharedRooms, ...machineBase],
  typesFrom: [...services, 'electron/parser'],
  packages: machine,
};
const features = ['displays', 'hanging', 'link', 'reading', 'reporting', 'settings', 'worklist'].map(
  (name) => `renderer/features/${name}`,
);
const feature = {
  rooms: [...sharedRooms, 'renderer/ui', 'renderer/i18n', 'renderer/host', 'renderer/session', 'renderer/imaging'],
  packages: react,
};

export const rooms: Readonly<Record<string, Room>> = {
  'shared/base': { rooms: [] },
  'shared/dicom': { rooms: ['shared/base'] },
  'shared/annotations': { rooms: meaning },
  'shared/hands': { rooms: ['shared/base'] },
  'shared/displays': { rooms: meaning },
  'shared/worklist': { rooms: meaning },
  // Patterns of imported protocols run in linear time.
  'shared/hanging': {
    rooms: [...meaning, 'shared/worklist', 'resources/hanging-protocols'],
    packages: ['zod', 're2js'],
  },
  'shared/cache': { rooms: meaning },
  'shared/reports': { rooms: meaning },
  'shared/prefetch': { rooms: [...meaning, 'shared/worklist', 'shared/hanging'] },
  'shared/contract': { rooms: sharedRooms, packages: ['zod'] },
  'electron/base': { rooms: [...meaning, ...machineBase], packages: ['node'] },
  'electron/base/database': { rooms: [...meaning, ...machineBase], packages: ['node', 'better-sqlite3'] },
  'electron/base/crypto': { rooms: [...meaning, ...machineBase], packages: ['node'] },
  // Wasm decoders over bytes that nobody vouches for: the parser's process and the practice archive, never the host.
  'electron/base/codecs': { rooms: [], packages: ['node', '@cornerstonejs'] },
  'electron/base/http': { rooms: [...meaning, ...machineBase], packages: ['node', 'undici'] },
  'electron/base/dicom': {
    rooms: [...meaning, ...machineBase, 'shared/contract'],
    packages: ['dcmjs'],
  },
  'electron/base/folders': { rooms: [...meaning, ...machineBase], packages: ['node'] },
  'electron/base/logging': { rooms: [...meaning, ...machineBase], packages: ['node', 'pino'] },
  ...Object.fromEntries(services.map((name) => [name, service])),
  'electron/services/signIn': { ...service, packages: [...machine, 'openid-client'] },
  'electron/practice': {
    rooms: [...meaning, 'shared/contract', ...machineBase, 'electron/base/codecs'],
    typesFrom: ['electron/parser'],
    packages: ['node'],
  },
  'electron/parser': {
    rooms: [...meaning, 'shared/contract', 'shared/hanging', ...machineBase, 'electron/base/codecs'],
    packages: ['node'],
  },
  'electron/host': {
    rooms: [...sharedRooms, ...machineBase, ...services, 'electron/practice', 'electron/parser'],
    packages: ['node', 'ws', 'zod'],
  },
  'electron/shell': { rooms: ['shared/base', 'shared/contract'], packages: ['node', 'electron', 'electron-store'] },
  'renderer/ui': { rooms: ['shared/base'], packages: ['react', 'radix-ui', '@fontsource', '@fontsource-variable'] },
  'renderer/i18n': { rooms: ['shared/base', 'resources/locales'], packages: ['i18next', 'react-i18next'] },
  'renderer/host': { rooms: sharedRooms, packages: ['@tanstack/react-query', 'react'] },
  // PDFs of others: read in a worker of their own, drawn on a canvas, and never run.
  'renderer/pdf': { rooms: [], packages: ['pdfjs-dist'] },
  'renderer/imaging': { rooms: sharedRooms, packages: ['@cornerstonejs', '@kitware'] },
  'renderer/session': { rooms: [...sharedRooms, 'renderer/imaging'], packages: ['zustand', 'react'] },
  ...Object.fromEntries(features.map((name) => [name, feature])),
  'renderer/features/reading': { ...feature, rooms: [...feature.rooms, 'renderer/pdf'] },
  'renderer/app': {
    rooms: [
      ...sharedRooms,
      'renderer/ui',
      'renderer/i18n',
      'renderer/host',
      'renderer/session',
      'renderer/imaging',
      ...features,
    ],
    packages: react,
  },
};

/** Rooms with something to hide: from outside only their `index.ts` may be named. */
const hidden = [...services, ...features, 'electron/practice', 'electron/parser'];

const importLine =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g;

/** Every import that goes through a wall, one sentence each. `files` are path → source, paths from the repository's root. */
export function findViolations(files: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = [];
  for (const [path, source] of files) {
    const room = roomOf(path);
    if (room === undefined) found.push(`${path}: belongs to no room`);
    else for (const wall of importsOf(source)) found.push(...judge(path, room, wall));
  }
  return found;
}

/** What the table says and the code does not: rooms without a file, and packages that no room names that may. */
export function findLeftovers(files: ReadonlyMap<string, string>): readonly string[] {
  const named = new Map(Object.keys(rooms).map((room) => [room, [] as string[]]));
  const inhabited = new Set<string>();
  for (const [path, source] of files) {
    const room = roomOf(path);
    if (room === undefined) continue;
    inhabited.add(room);
    named.get(room)?.push(...importsOf(source).map(({ specifier }) => packageOf(specifier)));
  }
  const empty = Object.keys(rooms).filter((room) => !inhabited.has(room));
  const allowed = new Set(Object.values(rooms).flatMap(({ packages = [] }) => packages));
  const unused = [...allowed].filter(
    (name) =>
      !Object.entries(rooms).some(
        ([room, { packages = [] }]) =>
          packages.includes(name) && named.get(room)?.some((each) => isOfPackage(each, name)),
      ),
  );
  return [
    ...empty.map((room) => `${room}: has no file`),
    ...unused.map((name) => `${name}: may be named and is named nowhere`),
  ];
}

/** The room a file stands in; `electron/base` holds files of its own and rooms beside them, so no folder is added to it. */
export function roomOf(path: string): string | undefined {
  const folder = dirname(path);
  return Object.keys(rooms)
    .filter((room) => folder === room || (room !== 'electron/base' && folder.startsWith(`${room}/`)))
    .sort((one, other) => other.length - one.length)[0];
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function importsOf(source: string): readonly Import[] {
  return [...source.matchAll(importLine)].map((match) => ({
    specifier: match[3] ?? match[4] ?? '',
    typeOnly: match[2] !== undefined,
  }));
}

function packageOf(specifier: string): string {
  return specifier.startsWith('node:') ? 'node' : specifier;
}

function isOfPackage(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

function judge(path: string, room: string, { specifier, typeOnly }: Import): readonly string[] {
  const allowed = rooms[room] as Room;
  const inside = specifier.startsWith('.') || specifier.startsWith('#');
  if (!inside) {
    const known = (allowed.packages ?? []).some((each) => isOfPackage(packageOf(specifier), each));
    return known ? [] : [`${path}: ${room} may not name the package ${specifier}`];
  }
  const target = specifier.startsWith('#') ? specifier.slice(1) : normalize(join(dirname(path), specifier));
  if (target.startsWith('resources/')) {
    const resource = target.split('/').slice(0, 2).join('/');
    return resource === 'resources/locales' && room !== 'renderer/i18n'
      ? [`${path}: only renderer/i18n reads locales`]
      : [];
  }
  const targetRoom = roomOf(target);
  if (targetRoom === undefined) return [`${path}: imports ${target}, which belongs to no room`];
  if (targetRoom === room) return [];
  const isDoor = target === `${targetRoom}/index.ts`;
  if (hidden.includes(targetRoom) && !isDoor)
    return [`${path}: ${target} is behind a door; import ${targetRoom}/index.ts`];
  if (allowed.rooms.includes(targetRoom)) return [];
  if (typeOnly && (allowed.typesFrom ?? []).includes(targetRoom)) return [];
  return [`${path}: ${room} may not import ${targetRoom}`];
}
