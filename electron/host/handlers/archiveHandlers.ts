import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { readArchiveUrl, testConnection } from '#electron/services/archive/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { ArchiveDescription, ArchiveDraft } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { Services } from '../createServices.ts';
import type { Profiles } from '../profiles.ts';
import { abortSignalOf } from './abortSignalOf.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `archives.${string}`>;

/** The reader's archives. They belong to the patients' profile: keeping one goes there, and needs its lock open. */
export function archiveHandlers(
  world: World,
  profiles: Profiles,
  parser: Parser,
): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'archives.list': () => ask(({ archives }) => succeed([...archives.list()])),
    'archives.test': (draft, { signal }) =>
      ask(async ({ records }) => {
        const stored = draft.archiveId && records.archives.find(draft.archiveId);
        const isSameOrigin = stored && originOf(stored.url) === originOf(draft.url);
        // A stored password goes only where it was meant for (F14): to another address it must be written again.
        const secret = draft.secret ?? (isSameOrigin ? records.archives.readSecret(stored.archiveId) : undefined);
        const { network, clock, random } = world;
        const { url, signIn } = draft;
        const report = await testConnection({
          url,
          signIn,
          secret,
          network,
          clock,
          random,
          parser,
          signal: abortSignalOf(signal),
        });
        if (stored && stored.url === url) records.archives.saveReport(stored.archiveId, report);
        return succeed(report);
      }),
    async 'archives.save'(draft) {
      const address = readArchiveUrl(draft.url);
      if (!address.ok) return address;
      const switched = await profiles.switchTo('patients');
      return switched.ok ? ask((services) => save(world, services, draft)) : switched;
    },
    'archives.remove': ({ archiveId }) => ask((services) => remove(services, archiveId)),
  };
}

async function save(
  world: World,
  { records, archives, archivesChanged }: Services,
  draft: ArchiveDraft,
): Promise<Result<ArchiveDescription, Failure>> {
  const { secret, archiveId = newArchiveId(world), ...rest } = draft;
  if (draft.archiveId && !records.archives.find(draft.archiveId)) return fail(failureOf('ArchiveNotConfigured'));
  const saved = records.archives.save({ ...rest, archiveId, kind: 'dicomweb' }, secret);
  if (!saved.ok) return saved;
  await archivesChanged(archiveId);
  return succeed(archives.find(archiveId) ?? saved.value);
}

async function remove(
  { records, reports, archives, archivesChanged }: Services,
  archiveId: ArchiveId,
): Promise<Result<Record<string, never>, Failure>> {
  if (!records.archives.find(archiveId)) return fail(failureOf('ArchiveNotConfigured'));
  if (reports.owesArchive(archiveId)) return fail(failureOf('ReportsNotDelivered'));
  const removed = records.archives.remove(archiveId);
  if (!removed.ok) return removed;
  archives.removeBuiltIn(archiveId);
  await archivesChanged();
  return succeed({});
}

function newArchiveId(world: World): ArchiveId {
  return world.random.uuid() as ArchiveId;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
