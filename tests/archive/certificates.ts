/** Certificates made by openssl while a test runs: an authority, servers and readers that it vouches for. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('skipped: openssl, which makes the certificates for the TLS tests, is not installed\n');
    return false;
  }
}

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export async function openCertificateOffice() {
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...input: string[]) => execFileSync('openssl', input, { stdio: ['ignore', 'pipe', 'ignore'] });
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const read = async (name: string): Promise<KeyPair> => ({
    key: await readFile(at(`${name}.key`), 'utf8'),
    cert: await readFile(at(`${name}.pem`), 'utf8'),
  });
  return {
    /** An authority that nobody trusts yet. */
    async authority(name: string): Promise<KeyPair> {
      const output = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`), '-days', '2'];
      openssl('req', '-x509', ...kind, '-subj', `/CN=${name}`, ...output);
      return read(name);
    },
    /** Valid for so many days from now; fewer than none has run out. */
    async issue(authority: string, name: string, subjectAltName: string, days = 2): Promise<KeyPair> {
      openssl('req', ...kind, '-subj', `/CN=${name}`, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`));
      await writeFile(at(`${name}.ext`), `subjectAltName=${subjectAltName}\n`);
      const signer = ['-CA', at(`${authority}.pem`), '-CAkey', at(`${authority}.key`), '-CAcreateserial'];
      const output = ['-in', at(`${name}.csr`), '-out', at(`${name}.pem`), '-extfile', at(`${name}.ext`)];
      openssl('x509', '-req', ...signer, ...output, '-days', String(days));
      return read(name);
    },
    /** Certificate and key in one file under a passphrase, in base64. */
    async pkcs12(name: string, passphrase: string): Promise<string> {
      const input = ['-inkey', at(`${name}.key`), '-in', at(`${name}.pem`)];
      openssl('pkcs12', '-export', ...input, '-passout', `pass:${passphrase}`, '-out', at(`${name}.p12`));
      return (await readFile(at(`${name}.p12`))).toString('base64');
    },
    /** The key in PEM, encrypted. */
    encryptedKey(name: string, passphrase: string): string {
      return openssl('pkey', '-in', at(`${name}.key`), '-aes256', '-passout', `pass:${passphrase}`).toString('utf8');
    },
    /**
     * A server that takes only readers whom this authority vouches for, and says why it takes no other: Node's own
     * hangs up without a word.
     */
    async strictServer(name: string, authority: string): Promise<{ readonly url: string; stop(): void }> {
      const pair = ['-cert', at(`${name}.pem`), '-key', at(`${name}.key`), '-CAfile', at(`${authority}.pem`)];
      const rules = ['-Verify', '1', '-verify_return_error', '-www', '-accept', '127.0.0.1:0'];
      const server = spawn('openssl', ['s_server', ...pair, ...rules], { stdio: ['ignore', 'pipe', 'ignore'] });
      let said = '';
      for await (const chunk of server.stdout) {
        said += String(chunk);
        const place = /ACCEPT (\S+)/.exec(said)?.[1];
        if (place) return { url: `https://${place}/dicom-web`, stop: () => void server.kill() };
      }
      throw new Error('openssl s_server did not start');
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
