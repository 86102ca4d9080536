import type { ArchiveDraft } from '#shared/contract/archives.ts';

export type SignIn = ArchiveDraft['signIn'];

/** The headers that sign in; empty when the archive asks for nothing, or its secret is not here. */
export function signInHeaders(signIn: SignIn, secret: string | undefined): Readonly<Record<string, string>> {
  switch (signIn.kind) {
    case 'none':
      return {};
    case 'basic': {
      // RFC 7617: UTF-8 is what servers that say anything expect.
      const pair = Buffer.from(`${signIn.username}:${secret ?? ''}`, 'utf8').toString('base64');
      return { authorization: `Basic ${pair}` };
    }
    case 'bearer':
      // A token pasted with a line end must not become a header of its own.
      return secret ? { authorization: `Bearer ${secret.replace(/[^\x21-\x7e]/g, '')}` } : {};
  }
}
