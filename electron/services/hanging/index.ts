/**
 * Owns the protocols that readers keep, version by version, what they said of series in place of headers, and what became
 * of each hanging; and the files by which protocols are handed on. Must not know how a study is hung, how an archive is
 * asked, or what a page shows: it is told, keeps and answers.
 */
export { writeHangingProtocolObject } from './dicom/writeHangingProtocolObject.ts';
export { readProtocolFile } from './files/readProtocolFile.ts';
export { writeProtocolFile } from './files/writeProtocolFile.ts';
export { createHangingKeeper, type HangingKeeper } from './hangingKeeper.ts';
export { StudiesToTry } from './studiesToTry.ts';
