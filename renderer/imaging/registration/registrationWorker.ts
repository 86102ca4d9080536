import { registerRigid } from './registration.ts';
import type { RegistrationVolume } from './registrationVolume.ts';

/** What the page asks of its registration worker, once. */
export interface RegistrationQuestion {
  readonly first: RegistrationVolume;
  readonly second: RegistrationVolume;
  readonly sameKind: boolean;
  readonly mostMs: number;
}

self.addEventListener('message', ({ data }: MessageEvent<RegistrationQuestion>) => {
  const ends = performance.now() + data.mostMs;
  self.postMessage(registerRigid(data.first, data.second, data.sameKind, () => performance.now() > ends));
});
