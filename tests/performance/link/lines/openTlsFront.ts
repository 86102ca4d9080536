import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCertificateOffice } from '../../../archive/certificates.ts';
import type { Bench } from '../bench.ts';
import { startAtServer } from './childAtServer.ts';

export interface TlsFront {
  /** The archive's DICOMweb root over TLS. */
  readonly url: string;
  /** The file of the authority that vouches for it. */
  readonly authorityFile: string;
  close(): Promise<void>;
}

/** Puts TLS in front of an archive at the server's end of the line. */
export async function openTlsFront(bench: Bench, archiveUrl: string): Promise<TlsFront> {
  const { line, folder } = bench;
  const office = await openCertificateOffice();
  const authority = await office.authority('bench-authority');
  const { key, cert } = await office.issue('bench-authority', 'bench-front', `IP:${line.serverAddress}`);
  await office.close();
  const files = { key: join(folder, 'front.key'), cert: join(folder, 'front.pem'), authority: join(folder, 'ca.pem') };
  await writeFile(files.key, key, { mode: 0o600 });
  await writeFile(files.cert, cert);
  await writeFile(files.authority, authority.cert);
  const { port: archivePort, pathname } = new URL(archiveUrl);
  const { port, close } = await startAtServer(bench, 'tlsFront.ts', files.key, files.cert, archivePort);
  return { url: `https://${line.serverAddress}:${port}${pathname}`, authorityFile: files.authority, close };
}
