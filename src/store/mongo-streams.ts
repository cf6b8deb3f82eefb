import type { Json } from '../core/types.ts';
import type { ChannelStore } from './channels.ts';
import type { MongoParts } from './mongo-db.ts';

interface StreamDoc {
  /** The platform. */
  readonly _id: string;
  /** JSON text: a cursor is whatever its collector made of it. */
  readonly cursor: string;
}

export function mongoStreams({
  collection,
}: Pick<MongoParts, 'collection'>): Pick<ChannelStore, 'streamCursor' | 'saveStreamCursor'> {
  const streams = collection<StreamDoc>('streams');
  return {
    streamCursor: async (platform) => {
      const stream = await streams.findOne({ _id: platform });
      return stream === null ? null : (JSON.parse(stream.cursor) as Json);
    },
    saveStreamCursor: async (platform, cursor) => {
      await streams.updateOne({ _id: platform }, { $set: { cursor: JSON.stringify(cursor) } }, { upsert: true });
    },
  };
}
