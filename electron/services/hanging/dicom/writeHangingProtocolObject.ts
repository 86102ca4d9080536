import { writePart10 } from '#electron/base/dicom/part10.ts';
import type { World } from '#electron/base/world.ts';
import { writeDate, writeTime } from '#shared/dicom/dateTime.ts';
import { uidFromRandom } from '#shared/dicom/uids.ts';
import { mostDisplaySets } from '#shared/hanging/exchange/datasetLimits.ts';
import type { ExchangeProblem } from '#shared/hanging/exchange/exchangeProblem.ts';
import { hangingProtocolDataset } from '#shared/hanging/exchange/hangingProtocolDataset.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';

/**
 * The file (PS3.10) of one protocol as a DICOM Hanging Protocol object, and what other programs will not get of it. Such
 * files are read where nothing is believed: `readProtocols` of the parser. Empty bytes where it has too many boxes.
 */
export function writeHangingProtocolObject(
  { clock, random }: Pick<World, 'clock' | 'random'>,
  protocol: Protocol,
): { readonly bytes: Uint8Array; readonly problems: readonly ExchangeProblem[] } {
  const boxes = protocol.stages.flatMap(({ screens }) => screens.flatMap(({ viewports }) => viewports));
  if (boxes.flatMap(({ layers }) => layers).length > mostDisplaySets)
    return { bytes: new Uint8Array(), problems: [{ code: 'tooManyBoxes', where: protocol.id, isRefusal: true }] };
  const now = clock.now();
  const offset = clock.offsetMinutes(now);
  const { dataset, problems } = hangingProtocolDataset(protocol, {
    sopInstanceUID: uidFromRandom(random.bytes(16)),
    createdAt: `${writeDate(now, offset)}${writeTime(now, offset)}`,
  });
  return { bytes: writePart10(dataset), problems };
}
