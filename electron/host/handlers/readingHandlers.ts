import { succeed } from '#shared/base/result.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names =
  | 'worklist.list'
  | 'worklist.refresh'
  | 'worklist.readReadiness'
  | 'worklist.setPriority'
  | 'studies.open'
  | 'studies.readPreview'
  | 'studies.readObject'
  | 'studies.readPresence'
  | 'studies.close'
  | 'studies.noteSeen'
  | 'studies.reportFrame';

/** The worklist and the studies of the open profile. */
export function readingHandlers(profiles: Profiles): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'worklist.list': () => ask(({ worklist }) => succeed(worklist.list())),
    'worklist.refresh': () => ask(async ({ worklist }) => succeed(await worklist.refresh())),
    'worklist.readReadiness': ({ studies }) => ask(({ worklist }) => succeed(worklist.readReadiness(studies))),
    'worklist.setPriority': ({ study, priority }) => ask(({ worklist }) => worklist.setPriority(study, priority)),
    'studies.readPreview': ({ frame }, { signal }) => ask(({ previews }) => previews.read(frame, signal)),
    'studies.readObject': (address, { signal }) => ask(({ objects }) => objects.read(address, signal)),
    'studies.open': ({ study, beside }) =>
      ask(async ({ studies, objects }) => {
        const opened = await studies.open(study, beside ?? false);
        if (opened.ok) void objects.readAhead(study);
        return opened;
      }),
    'studies.readPresence': ({ study }) => ask(({ studies }) => succeed(studies.readPresence(study))),
    // The page lets go of what it showed when the screen is locked: left open, it would be first on the line for ever.
    async 'studies.close'({ study }) {
      const services = await profiles.servicesBehindLock();
      if (services.ok) services.value.studies.close(study);
      return services.ok ? succeed({}) : services;
    },
    'studies.noteSeen': ({ study }) =>
      ask(({ worklist }) => {
        worklist.noteSeen(study, false);
        return succeed({});
      }),
    'studies.reportFrame': ({ frame, digest }) =>
      ask(async ({ studies }) => succeed({ askAgain: await studies.reportFrame(frame, digest) })),
  };
}
