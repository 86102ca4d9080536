import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { readProtocolFile, writeProtocolFile } from '#electron/services/hanging/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { ProfileKind } from '#shared/contract/vault.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { personNamed } from '#shared/hanging/personalWords.ts';
import type { Services } from '../createServices.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `hanging.${string}`>;

/** What the readers of the open profile keep for hanging. Files need no profile: nothing is kept of them. */
export function hangingHandlers(
  world: Pick<World, 'clock' | 'random'>,
  profiles: Pick<Profiles, 'services' | 'servicesOf'>,
  parser: Pick<Parser, 'readProtocols'>,
  emit: (event: HostEvent) => void,
): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  /** What takes several turns: found among patients, it goes to no page that is locked by now, or shows practice. */
  const askInTurns: typeof ask = (question) =>
    ask(async (services) => {
      const answer = await question(services);
      return ask((now) => (now === services ? answer : fail(failureOf('StoreLocked'))));
    });
  /** A page may say something while the profile is changed: what was said of one is never kept in the other. */
  const inProfile = async <Value>(
    profile: ProfileKind,
    act: (services: Services) => Result<Value, Failure>,
  ): Promise<Result<Value, Failure>> => {
    const services = await profiles.servicesOf(profile);
    return services.ok ? act(services.value) : services;
  };
  const changing = <Value>(profile: ProfileKind, act: (services: Services) => Result<Value, Failure>) => {
    return inProfile(profile, (services) => {
      const answer = act(services);
      if (answer.ok) {
        services.hangingChanged();
        emit({ event: 'hanging.changed' });
      }
      return answer;
    });
  };
  return {
    'hanging.read': () => askInTurns(({ hanging }) => hanging.read()),
    'hanging.save': ({ profile, protocol, isNew }) =>
      changing(profile, ({ hanging }) => hanging.save(protocol, isNew ?? false)),
    'hanging.readDrafts': ({ profile }) =>
      inProfile(profile, ({ hanging }) => {
        const read = hanging.readDrafts();
        return read.ok ? succeed({ drafts: [...read.value] }) : read;
      }),
    'hanging.saveDrafts': ({ profile, drafts }) =>
      inProfile(profile, ({ hanging }) => emptied(hanging.saveDrafts(drafts))),
    'hanging.versions': ({ id }) => ask(({ hanging }) => hanging.versions(id)),
    'hanging.readFile': ({ base64 }) => readProtocolFile(parser, Buffer.from(base64, 'base64')),
    async 'hanging.writeFile'({ protocols, format }) {
      // Whom the list names is known without a search; while the profile is locked nobody is.
      const listed = await ask(({ worklist }) => succeed(worklist.list().items.map(personNamed)));
      const written = await writeProtocolFile(world, protocols, format, listed.ok ? listed.value : []);
      if (!written.ok) return written;
      const { bytes, fileName, problems } = written.value;
      return succeed({ base64: Buffer.from(bytes).toString('base64'), fileName, problems: [...problems] });
    },
    'hanging.correct': ({ profile, correction }) =>
      changing(profile, ({ hanging, archives }) =>
        archives.find(correction.archiveId as ArchiveId)
          ? hanging.correct(correction)
          : fail(failureOf('InvalidInput', { reason: 'unknownArchive' })),
      ),
    'hanging.revoke': ({ profile, id }) => changing(profile, ({ hanging }) => emptied(hanging.revoke(id))),
    'hanging.noteHang': ({ profile, event }) => inProfile(profile, ({ hanging }) => emptied(hanging.noteHang(event))),
    'hanging.counts': () => askInTurns(({ hanging }) => hanging.counts()),
    'hanging.cachedStudies': (wanted, { signal }) =>
      askInTurns(async ({ studiesToTry }) => succeed({ studies: await studiesToTry.find(wanted, signal) })),
  };
}

function emptied(done: Result<void, Failure>): Result<Record<string, never>, Failure> {
  return done.ok ? succeed({}) : done;
}
