import type { Protocol, Stage, SyncGroup } from '#shared/hanging/protocol.ts';
import { withStage } from './editStages.ts';

/** What boxes can do together, as a person chooses between them. */
export const linkKinds = ['scroll', 'voi', 'zoomPan', 'crosshair', 'camera', 'invert', 'cine'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** The boxes that one moves together with in one way, itself left out. */
export function linkedWith({ sync = [] }: Stage, kind: LinkKind, id: string): readonly string[] {
  const group = sync.find((each) => each.kind === kind && each.viewports.includes(id));
  return group?.viewports.filter((each) => each !== id) ?? [];
}

/**
 * Two boxes do something together, or no longer. Whoever was linked with either comes with it; whoever is let go goes
 * alone, and the others stay together.
 */
export function boxesLinked(
  protocol: Protocol,
  stage: number,
  kind: LinkKind,
  [id, other]: readonly [string, string],
  isLinked: boolean,
): Protocol {
  return withStage(protocol, stage, (before) => {
    const sync = isLinked ? joined(before.sync ?? [], kind, id, other) : parted(before.sync ?? [], kind, id, other);
    return { ...before, sync: sync.length > 0 ? sync : undefined };
  });
}

function joined(sync: readonly SyncGroup[], kind: LinkKind, id: string, other: string): SyncGroup[] {
  const isMeant = (group: SyncGroup) =>
    group.kind === kind && (group.viewports.includes(id) || group.viewports.includes(other));
  const meant = sync.filter(isMeant);
  const viewports = [...new Set([...meant.flatMap((group) => group.viewports), id, other])];
  const first = meant[0] ?? { kind, ...(kind === 'scroll' && { by: 'position' as const }) };
  return [...sync.filter((group) => !isMeant(group)), { ...first, viewports }];
}

function parted(sync: readonly SyncGroup[], kind: LinkKind, id: string, other: string): SyncGroup[] {
  return sync.flatMap((group) => {
    if (group.kind !== kind || !group.viewports.includes(id) || !group.viewports.includes(other)) return [group];
    const viewports = group.viewports.filter((each) => each !== other);
    return viewports.length > 1 ? [{ ...group, viewports }] : [];
  });
}
