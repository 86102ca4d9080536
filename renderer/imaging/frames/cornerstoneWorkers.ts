import { getWebWorkerManager } from '@cornerstonejs/core';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { DecodeWorkers, Samples } from './decodeQueue.ts';
import { Jpeg2000Workers, samplesOf } from './jpeg2000Workers.ts';
import { withDeclaredColours } from './jpegColour.ts';
import { asTwelveBits, withWiderPrecision } from './twelveBitJpeg.ts';
import { decodeWide } from './wideSamples.ts';

interface WorkerAnswer {
  readonly pixelData: Samples;
  readonly rows: number;
  readonly columns: number;
  readonly interleaveMode?: number;
}

/** Planar Configuration describes native and RLE frames only; JPEG-LS says it in its own header (0: by plane). */
function isPlanar(transferSyntaxUID: string, layout: PixelLayout, interleaveMode: number | undefined): boolean {
  if (layout.samplesPerPixel === 1) return false;
  const codec = transferSyntaxes.get(transferSyntaxUID)?.codec;
  if (codec === 'jpegLs') return interleaveMode === 0;
  return (codec === 'none' || codec === 'rle') && layout.planarConfiguration === 1;
}

const workerName = 'dicomImageLoader';

/**
 * Cornerstone's own decode workers, asked for stored values only: no rescale, no colour, no `<img>` (SF24). JPEG 2000 and
 * HTJ2K go to workers of ours: where Cornerstone's fails, it answers with the frame before.
 */
export function cornerstoneWorkers(): DecodeWorkers {
  const jpeg2000 = new Jpeg2000Workers();
  let answered = false;
  return {
    hasAnswered(transferSyntaxUID) {
      const codec = transferSyntaxes.get(transferSyntaxUID)?.codec;
      return codec === 'jpeg2000' || codec === 'htj2k' ? jpeg2000.hasAnswered : answered;
    },
    async decode(frame, layout) {
      const codec = transferSyntaxes.get(frame.transferSyntaxUID)?.codec;
      if (codec === 'jpeg2000' || codec === 'htj2k') {
        const answer = await jpeg2000.decode(codec, frame.bytes);
        const samples = samplesOf(answer, layout.signed, layout.bitsStored);
        return { samples, rows: answer.rows, columns: answer.columns, planar: false };
      }
      const own = decodeWide(frame, layout);
      if (own) return own;
      const twelve =
        codec === 'jpegExtended' || codec === 'jpegProgressive' ? withWiderPrecision(frame.bytes) : undefined;
      const pixelData =
        codec === 'jpegBaseline'
          ? withDeclaredColours(frame.bytes, layout.photometricInterpretation)
          : (twelve ?? frame.bytes);
      const answer = (await getWebWorkerManager().executeTask(workerName, 'decodeTask', {
        imageFrame: { ...layout, pixelRepresentation: layout.signed ? 1 : 0, pixelData: undefined, decodeLevel: 0 },
        transferSyntax: frame.transferSyntaxUID,
        pixelData,
        options: { preScale: { enabled: false } },
        decodeConfig: {},
      })) as WorkerAnswer;
      answered = true;
      return {
        samples: twelve ? asTwelveBits(answer.pixelData) : answer.pixelData,
        rows: answer.rows,
        columns: answer.columns,
        planar: isPlanar(frame.transferSyntaxUID, layout, answer.interleaveMode),
      };
    },
    restart() {
      jpeg2000.restart();
      const manager = getWebWorkerManager();
      const registered = manager.workerRegistry[workerName];
      if (!registered) throw new Error('The decode workers were never registered.');
      const { workerFn, instances } = registered;
      manager.terminate(workerName);
      // Terminating alone brings back one worker of three; registering again under the same name brings all (C5).
      manager.registerWorker(workerName, workerFn, { maxWorkerInstances: instances.length, overwrite: true });
    },
  };
}
