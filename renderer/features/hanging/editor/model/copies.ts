import type { Level, Protocol } from '#shared/hanging/protocol.ts';
import { withPlaces } from './editStages.ts';
import { freshId } from './names.ts';

/** A copy to be changed, made from a shipped or other protocol; the choice of who it is for is the reader's. */
export function ownCopy(
  from: Protocol,
  name: string,
  level: Exclude<Level, 'builtin'>,
  taken: ReadonlySet<string>,
): Protocol {
  return withPlaces({
    ...from,
    id: freshId(level, name, taken),
    name,
    level,
    // What is made from a copy of a shipped one is made from that copy: its next version is what is compared with.
    basedOn: from.id,
    basedOnVersion: from.version,
    version: 1,
    enabled: true,
  });
}

/** A protocol from nothing: one step, one box, for one kind of examination. */
export function emptyProtocol(name: string, stage: string, modality: string, taken: ReadonlySet<string>): Protocol {
  return {
    schemaVersion: 1,
    id: freshId('user', name, taken),
    name,
    level: 'user',
    version: 1,
    enabled: true,
    tags: [],
    match: { study: [{ facet: 'modality', op: 'in', value: [modality], required: true, weight: 20 }] },
    priors: [],
    selectors: {},
    stages: [
      {
        name: stage,
        screens: [
          {
            role: 'primary',
            grid: { rows: 1, cols: 2 },
            viewports: [
              { id: 'a', at: [0, 0], primary: true, layers: [], type: 'empty' },
              { id: 'b', at: [0, 1], layers: [], type: 'empty' },
            ],
          },
        ],
      },
    ],
  };
}
