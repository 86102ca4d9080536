/** What the kernel says of the disk that holds a folder (proc_pid_mountinfo(5)). */
export interface Mount {
  readonly fileSystem: string;
  readonly isRemote: boolean;
  readonly isFat: boolean;
}

const remote: ReadonlySet<string> = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb3',
  'smbfs',
  'ncpfs',
  'afs',
  'ceph',
  'glusterfs',
  'lustre',
  'davfs',
  'coda',
  'fuse.sshfs',
  'fuse.rclone',
  'fuse.gvfsd-fuse',
  'fuse.davfs2',
  'fuse.s3fs',
  'fuse.onedriver',
  'fuse.glusterfs',
  'fuse.google-drive-ocamlfuse',
  'fuse.ceph',
  'fuse.curlftpfs',
  'fuse.kio-fuse',
]);
const fat: ReadonlySet<string> = new Set(['vfat', 'msdos', 'exfat', 'fuse.exfat']);

/** The mount that a path lies on, by the text of `/proc/self/mountinfo`; the last of those with the longest place. */
export function mountOf(path: string, mountinfo: string): Mount | undefined {
  let found: { readonly place: string; readonly fileSystem: string } | undefined;
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const place = withSpaces(before.split(' ')[4] ?? '');
    const [fileSystem = ''] = after.split(' ');
    if (place === '' || fileSystem === '' || !isWithin(path, place)) continue;
    if (!found || place.length >= found.place.length) found = { place, fileSystem };
  }
  if (!found) return undefined;
  const { fileSystem } = found;
  return { fileSystem, isRemote: remote.has(fileSystem), isFat: fat.has(fileSystem) };
}

function isWithin(path: string, place: string): boolean {
  return place === '/' || path === place || path.startsWith(`${place}/`);
}

/** A space in a place is written as \040. */
function withSpaces(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
