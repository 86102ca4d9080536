import type { World } from '#electron/base/world.ts';
import { connectOptionsOf } from '#electron/services/archive/index.ts';
import type { Records } from '#electron/services/records/index.ts';
import { createSignIns, type SignInSetup, type SignIns } from '#electron/services/signIn/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { originOf } from './draftRoute.ts';

export interface SignInNeeds {
  readonly world: World;
  readonly records: Records;
  /** The archive may be asked again at once. */
  readonly onSignedIn: (archiveId: ArchiveId) => void;
  readonly onChanged: () => void;
  /** Tokens that could not be kept: they hold until the end of this run. */
  readonly onNotKept: (code: string) => void;
}

/** The sign-ins of a profile's archives, each by the provider and over the route that stand in its settings. */
export function joinSignIns({ world, records, onSignedIn, onChanged, onNotKept }: SignInNeeds): SignIns {
  const { archives, archiveRoutes } = records;
  return createSignIns({
    world,
    setupOf(archiveId): SignInSetup | undefined {
      const archive = archives.find(archiveId);
      if (archive?.signIn.kind !== 'oidc') return undefined;
      const { clientCertificate, ...toAnyone } = archiveRoutes.read(archiveId);
      return {
        signIn: archive.signIn,
        clientSecret: archives.readSecret(archiveId),
        connectTo(origin) {
          // The certificate is for the archive; a provider sees it only where it is the same server.
          const isArchive = origin === originOf(archive.url);
          const options = connectOptionsOf(isArchive ? { ...toAnyone, clientCertificate } : toAnyone);
          return options.ok ? options.value : undefined;
        },
      };
    },
    readTokens: (archiveId) => archiveRoutes.readTokens(archiveId),
    saveTokens(archiveId, tokens) {
      // An archive that was removed meanwhile has no row that tokens could stand beside.
      if (tokens !== undefined && !archives.find(archiveId)) return;
      const saved = archiveRoutes.saveTokens(archiveId, tokens);
      if (!saved.ok) onNotKept(saved.failure.code);
    },
    openBrowser: world.openUrl,
    onSignedIn,
    onChanged,
  });
}
