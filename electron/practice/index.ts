/**
 * The practice archive: drawn patients, and a small DICOMweb server (PS3.18) that serves them, what is stored to it,
 * and any other source of studies behind the same interface (a disc, a folder).
 * Shares no code with the client that reads it, must not know who that is, and holds nothing for tests.
 */
export { type Disc, openDisc } from './discs/openDisc.ts';
export { writePart10 } from './files/writePart10.ts';
export { calibrationBeads } from './phantoms/calibration.ts';
export { type Listening, listen } from './server/listen.ts';
export { type PracticeRequest, type PracticeResponse, type RequestHandler, wholeBody } from './server/message.ts';
export { createRequestHandler, defaultRootPath } from './server/requestHandler.ts';
export { openReceivedStudies } from './sources/receivedStudies.ts';
export { type Practice, startPractice } from './startPractice.ts';
export type { StoredInstance, StoredStudies } from './storedStudies.ts';
