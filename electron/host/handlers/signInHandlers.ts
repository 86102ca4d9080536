import { succeed } from '#shared/base/result.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = 'archives.signIn' | 'archives.signInState' | 'archives.signOut';

/** Signing in to archives of the open profile, and out of them. */
export function signInHandlers(profiles: Profiles): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'archives.signIn': ({ archiveId }) => ask(({ signIns }) => signIns.begin(archiveId)),
    'archives.signInState': ({ archiveId }) => ask(({ signIns }) => succeed(signIns.state(archiveId))),
    'archives.signOut': ({ archiveId }) => ask(({ signIns }) => signIns.signOut(archiveId)),
  };
}
