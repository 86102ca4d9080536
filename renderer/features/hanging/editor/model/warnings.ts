import { overtakenBy } from '#shared/hanging/overtaken.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { isForEveryStudy, type UnusualLook, unusualLooks } from '#shared/hanging/unusualLooks.ts';
import type { Said } from '../../why/said.ts';

/** Something of a protocol that is to be seen before it hangs anything. */
interface Warning {
  readonly said: Said;
  /** Of PET, and as it should be: said without a colour. */
  readonly isCalm: boolean;
}

/** More names are read by nobody. */
const mostNamed = 8;

/** What it does to images, and for how much it is. */
export function warningsOf(protocol: Protocol): readonly Warning[] {
  const looks = unusualLooks(protocol);
  const kinds = (['mirrored', 'turned', 'inverted'] as const).flatMap((kind) => [
    { key: kind, looks: looks.filter((look) => look.kind === kind && !look.isCustom), isCalm: false },
    { key: `${kind}ByCustom`, looks: looks.filter((look) => look.kind === kind && look.isCustom), isCalm: true },
  ]);
  return [
    ...(isForEveryStudy(protocol) ? [{ said: { key: 'editor.warning.everyStudy' }, isCalm: false }] : []),
    ...kinds
      .filter((kind) => kind.looks.length > 0)
      .map(({ key, looks: found, isCalm }) => ({
        said: { key: `editor.warning.${key}`, params: { boxes: boxesSaid(found, protocol) } },
        isCalm,
      })),
  ];
}

function boxesSaid(looks: readonly UnusualLook[], { stages }: Protocol): Said {
  const boxes = looks.slice(0, mostNamed).map(
    ({ stage, viewport, degrees }): Said => ({
      key: `editor.warning.${degrees === undefined ? 'box' : 'turnedBox'}`,
      params: { step: stages[stage]?.name ?? '', box: viewport.toUpperCase(), degrees: degrees ?? 0 },
    }),
  );
  return { join: 'list', of: [...boxes, ...moreSaid(looks.length - boxes.length)] };
}

/**
 * Which protocols would no longer hang anything that this one is for: level comes before everything else. `except`: one
 * that need not be named, because this was made from it by hand.
 */
export function overtakingSaid(protocol: Protocol, inForce: readonly Protocol[], except?: string): Said | undefined {
  const beaten = overtakenBy(protocol, inForce).filter(({ id }) => id !== except);
  if (beaten.length === 0) return undefined;
  const names = beaten.slice(0, mostNamed).map(({ name }) => name);
  const more = moreSaid(beaten.length - names.length);
  return { key: 'editor.overtakes', params: { names: { join: 'list', of: [...names, ...more] } } };
}

function moreSaid(count: number): readonly Said[] {
  return count > 0 ? [{ key: 'editor.more', params: { count } }] : [];
}
