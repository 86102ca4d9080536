import { Agent, get } from 'node:http';
import type { FrameKey } from '#shared/dicom/frameKey.ts';

export interface Transfer {
  readonly milliseconds: number;
  /** Bodies as received, multipart borders included. */
  readonly bytes: number;
}

/** The same frames as `curl` would get them: one GET a frame, kept alive, thrown away as they come. */
export async function transferRaw(root: string, keys: readonly FrameKey[], connections: number): Promise<Transfer> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = keys.map((key) => addressOf(root, key));
  const started = performance.now();
  let bytes = 0;
  const fetchOn = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) bytes += await countBytes(next, agent);
  };
  await Promise.all(Array.from({ length: connections }, fetchOn));
  const milliseconds = performance.now() - started;
  agent.destroy();
  return { milliseconds, bytes };
}

function addressOf(root: string, key: FrameKey): string {
  const { studyInstanceUID, seriesInstanceUID, sopInstanceUID, frameNumber } = key;
  return `${root}/studies/${studyInstanceUID}/series/${seriesInstanceUID}/instances/${sopInstanceUID}/frames/${frameNumber}`;
}

function countBytes(address: string, agent: Agent): Promise<number> {
  const headers = { accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=*' };
  return new Promise((resolve, reject) => {
    get(address, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`the archive answered ${response.statusCode}`));
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve(bytes));
      response.on('error', reject);
    }).on('error', reject);
  });
}
