import { afterEach, expect, test, vi } from 'vitest';
import { openPdf } from './pdfDocument.ts';

afterEach(() => void vi.unstubAllGlobals());

test('where no worker can be made the document is called unreadable: nobody waits for it', async () => {
  vi.stubGlobal(
    'Worker',
    class {
      constructor() {
        throw new Error('no room');
      }
    },
  );
  expect(await openPdf(new Uint8Array([0x25, 0x50, 0x44, 0x46]))).toBe('notReadable');
});
