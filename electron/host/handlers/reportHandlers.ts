import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `reports.${string}`>;

/** The reports of the open profile; a report never reaches the other's archive. */
export function reportHandlers(profiles: Profiles): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'reports.open': (input, call) => ask(({ reports }) => reports.handlers['reports.open'](input, call)),
    'reports.saveDraft': (input, call) => ask(({ reports }) => reports.handlers['reports.saveDraft'](input, call)),
    'reports.preview': (input, call) => ask(({ reports }) => reports.handlers['reports.preview'](input, call)),
    'reports.sign': (input, call) => ask(({ reports }) => reports.handlers['reports.sign'](input, call)),
    'reports.retryDelivery': (input, call) =>
      ask(({ reports }) => reports.handlers['reports.retryDelivery'](input, call)),
    'reports.listUnsent': (input, call) => ask(({ reports }) => reports.handlers['reports.listUnsent'](input, call)),
  };
}
