import { createHash } from 'node:crypto';
import { abortSignalOf } from '#electron/base/abortSignalOf.ts';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { readArchiveUrl, testConnection } from '#electron/services/archive/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { ArchiveDescription, ArchiveDraft } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { knowledgeOf } from '../archiveKnowledge.ts';
import type { Services } from '../createServices.ts';
import { originOf, routeOfDraft, shownOf } from '../draftRoute.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Exclude<Extract<keyof DurbeenContract, `archives.${string}`>, `archives.sign${string}`>;

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
      ask(async ({ records, signIns }) => {
        const stored = draft.archiveId && records.archives.find(draft.archiveId);
        const isSameOrigin = stored && originOf(stored.url) === originOf(draft.url);
        // A stored password goes only where it was meant for (F14): to another address it must be written again.
        const secret = draft.secret ?? (isSameOrigin ? records.archives.readSecret(stored.archiveId) : undefined);
        const kept = stored ? records.archiveRoutes.read(stored.archiveId) : {};
        const route = routeOfDraft(draft, stored, kept);
        if (!route.ok) return route;
        // Tokens are for the address and the provider that they were made for; a changed draft has none yet.
        const isSignedIn = isSameOrigin && sameSignIn(stored, draft);
        const credentials = isSignedIn ? signIns.credentialsFor(stored.archiveId) : undefined;
        const { network, clock, random } = world;
        const { url, signIn } = draft;
        const report = await testConnection({
          url,
          signIn,
          secret,
          credentials,
          route: route.value,
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
      return switched.ok ? ask((services) => save(services, draft)) : switched;
    },
    'archives.remove': ({ archiveId }) => ask((services) => remove(services, archiveId)),
    'archives.knowledge': ({ archiveId }) =>
      ask(({ archives }) => {
        const memory = archives.memoryOf(archiveId);
        return memory ? succeed(knowledgeOf(memory)) : fail(failureOf('ArchiveNotConfigured'));
      }),
    'archives.askAgain': ({ archiveId }) =>
      ask(({ archives, askAgain }) => {
        const memory = archives.memoryOf(archiveId);
        if (!memory) return fail(failureOf('ArchiveNotConfigured'));
        memory.liftPoison();
        askAgain();
        return succeed({});
      }),
  };
}

async function save(
  { records, archives, archivesChanged, signIns }: Services,
  draft: ArchiveDraft,
): Promise<Result<ArchiveDescription, Failure>> {
  const { secret, proxy: _proxy, proxyPassword: _word, clientCertificate: _key, authority: _pem, ...rest } = draft;
  const stored = draft.archiveId && records.archives.find(draft.archiveId);
  if (draft.archiveId && !stored) return fail(failureOf('ArchiveNotConfigured'));
  const twin = archives
    .list()
    .find(({ url, archiveId }) => archiveId !== draft.archiveId && addressOf(url) === addressOf(draft.url));
  if (twin) return fail(failureOf('ArchiveAlreadyListed', { name: twin.name }));
  const archiveId = draft.archiveId ?? archiveIdFor(draft.url, (id) => records.archives.find(id) !== undefined);
  const route = routeOfDraft(draft, stored, stored ? records.archiveRoutes.read(archiveId) : {});
  if (!route.ok) return route;
  // The route first where there is a row for it: a certificate kept from before must not meet a new address.
  const before = stored ? records.archiveRoutes.save(archiveId, route.value, shownOf(route.value)) : succeed(undefined);
  if (!before.ok) return before;
  const saved = records.archives.save({ ...rest, archiveId, kind: 'dicomweb' }, secret);
  if (!saved.ok) return saved;
  const routed = stored ? before : records.archiveRoutes.save(archiveId, route.value, shownOf(route.value));
  if (!routed.ok) return routed;
  signIns.forget(archiveId);
  await archivesChanged(archiveId);
  return succeed(archives.find(archiveId) ?? saved.value);
}

async function remove(
  { records, reports, archives, archivesChanged, signIns }: Services,
  archiveId: ArchiveId,
): Promise<Result<Record<string, never>, Failure>> {
  if (!records.archives.find(archiveId)) return fail(failureOf('ArchiveNotConfigured'));
  if (reports.owesArchive(archiveId)) return fail(failureOf('ReportsNotDelivered'));
  const removed = records.archives.remove(archiveId);
  if (!removed.ok) return removed;
  archives.removeBuiltIn(archiveId);
  signIns.forget(archiveId);
  await archivesChanged();
  return succeed({});
}

/**
 * An archive's id follows from its address: removed and added again it is the same archive, and the drafts and signed
 * reports of its studies are found again. An address that another has left for a new one gets a further id.
 */
function archiveIdFor(url: string, isTaken: (archiveId: ArchiveId) => boolean): ArchiveId {
  for (let turn = 0; ; turn += 1) {
    const digest = createHash('sha256')
      .update(`${turn} ${addressOf(url)}`)
      .digest('hex');
    const archiveId = `site-${digest.slice(0, 24)}` as ArchiveId;
    if (!isTaken(archiveId)) return archiveId;
  }
}

/** Whether tokens of the one are tokens of the other. */
function sameSignIn({ signIn: one }: ArchiveDescription, { signIn: other }: ArchiveDraft): boolean {
  if (one.kind !== 'oidc' || other.kind !== 'oidc') return false;
  return one.issuer === other.issuer && one.clientId === other.clientId;
}

/** An address as it is compared: host in lower case, no slash at the end. */
function addressOf(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url;
}
