/**
 * Signs a person in to an archive at the site's own OpenID provider, keeps the tokens sealed, and renews them before
 * they run out. Must not know what is asked of an archive with them, nor how a person is shown what to do.
 */
export { createSignIns, type SignInSetup, type SignIns } from './signIns.ts';
