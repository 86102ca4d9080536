/**
 * Fetches frames: one queue for what is on the screen and for what will be, each frame once, checked before it is kept.
 * Owns what is asked next, when an archive is left alone, and how ready each study is. Must not know the worklist's
 * rules, reports or screens: what is assigned and how metadata is read are handed to it.
 */

export type { StudyArrival } from './arrivalBook.ts';
export { ChangeThrottle } from './changeThrottle.ts';
export { checkFrame } from './checkFrame.ts';
export { FetchQueue, type FetchQueueEvents } from './fetchQueue.ts';
export { FrameChecker } from './frameChecker.ts';
export { HangOrders } from './hangOrders.ts';
export { LaterChecks } from './laterChecks.ts';
export { LearnedSizes } from './learnedSizes.ts';
export type { PriorsToPrefetch, StudyToPrefetch } from './planInput.ts';
export { Prefetcher, type PrefetcherOptions } from './prefetcher.ts';
export { ReadinessBook } from './readinessBook.ts';
export { createFrameReceiver, type FrameDiffers } from './receiveFrame.ts';
export { framesOf, StudyIndex } from './studyIndex.ts';
