import type { Channel } from '../core/types.ts';
import type { Scene } from './script.ts';

/** One Channel for each account, page or search that the script speaks through, by first use. Their addresses lead nowhere. */
export function channelsOf(script: readonly Scene[]): readonly Channel[] {
  return [...new Map(script.map((scene) => [channelIdOf(scene), channelOf(scene)])).values()];
}

/** People in no directory are found through one search on each platform. */
export function channelIdOf({ by, organisation, platform }: Pick<Scene, 'by' | 'organisation' | 'platform'>): string {
  return `${platform}:demo-${organisation === null ? 'search' : by}`;
}

function channelOf(scene: Scene): Channel {
  const { by, name, kind, organisation, platform } = scene;
  const searched = organisation === null;
  return {
    id: channelIdOf(scene),
    platform,
    address: `https://demo.invalid/${platform}/${searched ? 'search' : by}`,
    title: searched ? `Search for surgeries and pharmacies on ${platform} (invented)` : `${name ?? by} (invented)`,
    organisation,
    authorKind: searched ? 'other' : kind,
    selector: null,
    everyMinutes: 60,
    dataset: 'demo',
    addedAt: '2024-07-15T09:00:00.000Z',
  };
}
