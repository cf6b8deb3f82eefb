import type { Setting } from '../src/core/types.ts';
import { bluesky } from './bluesky.ts';
import type { Collector } from './collector.ts';
import { facebook } from './facebook.ts';
import { feed } from './feed.ts';
import { mastodon } from './mastodon.ts';
import { news } from './news.ts';
import { statuspage } from './statuspage.ts';
import { unbuilt } from './unbuilt.ts';
import { web } from './web.ts';
import { wordpress } from './wordpress.ts';
import { x } from './x.ts';

/** Every collector there is: a platform is one file and one line here. */
export const collectors: readonly Collector[] = [feed, web, wordpress, bluesky, mastodon, statuspage, news, facebook, x];

export { unbuilt };

export interface Platform {
  readonly platform: string;
  readonly title: string;
  /** `lacks-setting`: built, and waits for one of `needs`. */
  readonly state: 'on' | 'off' | 'lacks-setting' | 'not-built';
  /** Names of settings. */
  readonly needs: readonly string[];
  /** Why it is not built. */
  readonly why?: string;
}

/** Every platform of the design and how it stands, given what is set. `setting` answers null for what is not. */
export function listPlatforms(setting: (name: Setting['name']) => string | null): Platform[] {
  const built = collectors.map(({ platform, title, needs }): Platform => {
    const needed = needs.filter(({ default: fallback }) => fallback === null).map(({ name }) => name);
    const lacks = needed.some((name) => setting(name) === null);
    return { platform, title, state: lacks ? 'lacks-setting' : 'on', needs: needed };
  });
  const file: Platform = { platform: 'file', title: 'Replayed files', state: 'on', needs: [] };
  const hand: Platform = { platform: 'hand', title: 'Posts logged by hand', state: 'on', needs: [] };
  return [
    ...built,
    file,
    hand,
    ...unbuilt.map(({ platform, title, why }): Platform => ({ platform, title, state: 'not-built', needs: [], why })),
  ];
}
