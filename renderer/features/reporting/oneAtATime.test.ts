import { expect, it } from 'vitest';
import { oneAtATime } from './oneAtATime.ts';

it('drops what is asked while an act is under way, so a double click signs once', async () => {
  const alone = oneAtATime();
  let resolve = (): void => undefined;
  const answer = new Promise<void>((done) => {
    resolve = done;
  });
  let signed = 0;
  const sign = async (): Promise<void> => {
    signed += 1;
    await answer;
  };
  const clicks = [alone(sign), alone(sign)];
  resolve();
  await Promise.all(clicks);
  expect(signed).toBe(1);
});

it('is free again afterwards, also when the act failed', async () => {
  const alone = oneAtATime();
  await expect(alone(() => Promise.reject(new Error('no link')))).rejects.toThrow('no link');
  let looked = 0;
  await alone(async () => {
    looked += 1;
  });
  expect(looked).toBe(1);
});
