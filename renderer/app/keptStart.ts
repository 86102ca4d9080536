import type { KeptDesk } from '#shared/contract/desk.ts';
import type { ProfileKind } from '#shared/contract/vault.ts';
import type { HostClient } from '../host/hostContext.ts';
import type { Route } from './route.ts';

/** A host that has just started may not have its books open yet. */
const askAgainMs = 2_000;

/**
 * What becomes of the desk that lay there when the window ended. `offered`: opening it again is left to the reader, for
 * the page that tried so last did not outlive it, or nobody could write down that it is tried. `dropped`: something lay
 * there and could not be read.
 */
export type KeptStart =
  | { readonly kind: 'nothing' | 'dropped' }
  | { readonly kind: 'opened' | 'offered'; readonly desk: KeptDesk };

/** Asks until the host can say; undefined where nobody wants to know any more. */
export async function startOfDesk(
  client: Pick<HostClient, 'desk.read' | 'desk.save'>,
  profile: ProfileKind,
  isGone: () => boolean,
): Promise<KeptStart | undefined> {
  let answer = await client['desk.read']({ profile });
  // While nobody knows what lay there, it is not put away.
  while (!answer.ok && !isGone()) {
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    answer = await client['desk.read']({ profile });
  }
  if (isGone() || !answer.ok) return undefined;
  const { desk, dropped } = answer.value;
  if (!desk) return { kind: dropped ? 'dropped' : 'nothing' };
  if (desk.restoring) return { kind: 'offered', desk };
  // On the disk before anything of the study is touched: a study that ends the page must not come back at every start.
  const marked = { ...desk, restoring: true } as const;
  const saved = await client['desk.save']({ profile, desk: marked });
  if (isGone()) return undefined;
  return saved.ok ? { kind: 'opened', desk: marked } : { kind: 'offered', desk };
}

/**
 * The host may answer late: a reader who has gone to the settings meanwhile is not taken from there, and is offered his
 * desk; where another study lies on it by now, there is nothing to come back to.
 */
export function asFarAsFree(start: KeptStart, now: Route): KeptStart {
  if (now.place === 'worklist' || (start.kind !== 'opened' && start.kind !== 'offered')) return start;
  if (now.place === 'reading' || now.study) return { kind: 'nothing' };
  return { kind: 'offered', desk: start.desk };
}
