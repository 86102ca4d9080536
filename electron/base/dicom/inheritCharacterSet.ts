import { data, type ReadStream } from 'dcmjs';

/**
 * dcmjs 0.52 reads the items of a sequence with a fresh stream that decodes as Latin-1, whatever the file says, so the
 * text of every structured report but an English one came out wrong. PS3.5 section 6.1.2.5.3: an item inherits the
 * character set of the data set that holds it. An item that names its own still sets its own.
 */
export function inheritCharacterSet(): void {
  const { prototype } = data.ReadBufferStream;
  const readMore = prototype.more;
  prototype.more = function more(this: ReadStream, lengthBytes: number): ReadStream {
    const items = readMore.call(this, lengthBytes);
    items.setDecoder(this.decoder);
    return items;
  };
}
