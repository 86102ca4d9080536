import { compareText } from '#shared/base/compareText.ts';
import type { HangCount } from '#shared/contract/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { isSwitch, protocolsInForce } from '#shared/hanging/protocolsInForce.ts';
import { foldText } from '#shared/worklist/foldText.ts';
import { valuesOf } from './facetChoices.ts';

/** What protocols are listed under, in this order: kinds of examination as a department is divided. */
export const listGroups = ['ct', 'mr', 'xray', 'mg', 'us', 'nuclear', 'any'] as const;
export type ListGroup = (typeof listGroups)[number];

/** One row of the list. */
export interface ListedProtocol {
  readonly protocol: Protocol;
  /** Comes with Durbeen, and is copied to be changed. */
  readonly isShipped: boolean;
  /** Parts of the body that it is for; none: any. */
  readonly bodyParts: readonly string[];
  /** The shipped or other protocol that it was made from, where that is still there. */
  readonly base: Protocol | undefined;
  /** `base` has changed since. */
  readonly isBaseNewer: boolean;
  /** A kept one that is on and stands before it, made from it. */
  readonly usedInstead: Protocol | undefined;
  /** Kept ones of the same level, on too and for the same kind and part, that ask for more and so come before it. */
  readonly comesAfter: readonly Protocol[];
  readonly hangs: number;
  /** Of those: nothing was changed by hand afterwards. */
  readonly untouched: number;
}

export interface ProtocolGroup {
  readonly group: ListGroup;
  readonly rows: readonly ListedProtocol[];
}

const groupOf: Readonly<Record<string, ListGroup>> = {
  CT: 'ct',
  MR: 'mr',
  CR: 'xray',
  DX: 'xray',
  RF: 'xray',
  XA: 'xray',
  MG: 'mg',
  US: 'us',
  PT: 'nuclear',
  NM: 'nuclear',
};

/** Every protocol as a person looks for it: by kind of examination, their own first, then from head to foot and by name. */
export function listProtocols(
  shipped: readonly Protocol[],
  kept: readonly Protocol[],
  counts: readonly HangCount[],
  unreadable: readonly string[] = [],
): readonly ProtocolGroup[] {
  const all = protocolsInForce(shipped, kept, unreadable);
  const byId = new Map(all.map((protocol) => [protocol.id, protocol]));
  const shippedIds = new Set(shipped.map(({ id }) => id));
  const own = kept.filter((protocol) => !isSwitch(protocol) && protocol.enabled);
  const rows = all.map((protocol): ListedProtocol => {
    const base = protocol.basedOn === undefined ? undefined : byId.get(protocol.basedOn);
    const counted = counts.filter(({ protocolId }) => protocolId === protocol.id);
    return {
      protocol,
      isShipped: shippedIds.has(protocol.id) && protocol.level === 'builtin',
      bodyParts: wantedOf(protocol, 'bodyPart'),
      base,
      isBaseNewer: base !== undefined && base.version > (protocol.basedOnVersion ?? base.version),
      usedInstead: own.find(({ id, basedOn }) => basedOn === protocol.id && id !== protocol.id),
      comesAfter: protocol.enabled ? own.filter((other) => isBefore(other, protocol)) : [],
      hangs: sum(counted.map(({ hangs }) => hangs)),
      untouched: sum(counted.map(({ untouched }) => untouched)),
    };
  });
  return listGroups.flatMap((group) => {
    const ofGroup = rows.filter(({ protocol }) => groupOfProtocol(protocol) === group).sort(byPart);
    return ofGroup.length > 0 ? [{ group, rows: ofGroup }] : [];
  });
}

/** Only rows that have every typed word in what they are called or for. `wordsOf`: how a row is said on the screen. */
export function foundProtocols(
  groups: readonly ProtocolGroup[],
  typed: string,
  wordsOf: (row: ListedProtocol) => string,
): readonly ProtocolGroup[] {
  const wanted = foldText(typed)
    .split(' ')
    .filter((word) => word !== '');
  if (wanted.length === 0) return groups;
  return groups.flatMap(({ group, rows }) => {
    const found = rows.filter((row) => {
      const words = foldText(wordsOf(row));
      return wanted.every((word) => words.includes(word));
    });
    return found.length > 0 ? [{ group, rows: found }] : [];
  });
}

/** The values that a protocol's rules ask of a study; those that speak against one are left out. */
export function wantedOf({ match }: Protocol, facet: 'modality' | 'bodyPart'): readonly string[] {
  const values = match.study
    .filter((rule) => rule.facet === facet && (rule.op === 'in' || rule.op === 'eq'))
    .flatMap(valuesOf)
    .filter((value) => typeof value === 'string');
  return [...new Set(values)];
}

/** PET over CT is nuclear medicine, and a film that was scanned is a film, whatever else they have. */
function groupOfProtocol(protocol: Protocol): ListGroup {
  const groups = wantedOf(protocol, 'modality').flatMap((modality) => groupOf[modality] ?? []);
  if (groups.includes('nuclear')) return 'nuclear';
  const [first] = groups;
  return first !== undefined && groups.every((group) => group === first) ? first : 'any';
}

/** By the points of their rules alone: those that pass where both are for a study. Of as many points, nothing is said. */
function isBefore(other: Protocol, protocol: Protocol): boolean {
  if (other.id === protocol.id || other.level !== protocol.level) return false;
  const isAlike = (['modality', 'bodyPart'] as const).every((facet) => {
    const [one, two] = [wantedOf(other, facet), wantedOf(protocol, facet)];
    return one.length === 0 || two.length === 0 || one.some((value) => two.includes(value));
  });
  return isAlike && pointsOf(other) > pointsOf(protocol);
}

function pointsOf({ match }: Protocol): number {
  return sum(match.study.map(({ weight = 10 }) => weight));
}

/** From head to foot, as `bodyPart` is named in its words; what is for any part comes last. */
const headToFoot: readonly string[] = [
  ...['HEAD', 'NECK', 'SPINE', 'CSPINE', 'TSPINE', 'LSPINE', 'BREAST', 'HEART', 'CHEST', 'SHOULDER', 'ARM'],
  ...['ELBOW', 'WRIST', 'LIVER', 'ABDOMEN', 'PROSTATE', 'PELVIS', 'HIP', 'LEG', 'KNEE', 'ANKLE'],
  'WHOLEBODY',
];

function heightOf({ bodyParts }: ListedProtocol): number {
  const places = bodyParts.map((part) => headToFoot.indexOf(part)).filter((place) => place >= 0);
  return places.length > 0 ? Math.min(...places) : headToFoot.length;
}

/** What a reader made is looked for first. */
function byPart(one: ListedProtocol, other: ListedProtocol): number {
  return (
    Number(one.isShipped) - Number(other.isShipped) ||
    heightOf(one) - heightOf(other) ||
    compareText(one.bodyParts.join(), other.bodyParts.join()) ||
    compareText(one.protocol.name, other.protocol.name) ||
    compareText(one.protocol.id, other.protocol.id)
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
