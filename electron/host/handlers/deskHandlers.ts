import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `desk.${string}`>;

/** What lay on the desk of the open profile. */
export function deskHandlers(profiles: Profiles): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'desk.read': () => ask(({ desk }) => desk.read()),
    'desk.save': ({ desk: kept }) =>
      ask(({ desk }): Result<Record<string, never>, Failure> => {
        const saved = desk.save(kept);
        return saved.ok ? succeed({}) : saved;
      }),
  };
}
