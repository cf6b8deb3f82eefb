import { isOn } from './marks.ts';
import type { Supplier } from './supplier.ts';
import { isWordpress } from './wordpress.ts';

/** Practice365 (iatro, Agilio): one WordPress network whose files lie on one host. Read as WordPress: no markup of their notices is documented. */
export const practice365: Supplier = {
  id: 'practice365',
  title: 'Practice365',
  source: 'https://www.practice365.co.uk/',
  detect: (marks) => {
    // Other people's pages show pictures from there too, so the path of a site in the network and WordPress itself have to be seen.
    const files = marks.addresses.find(
      (url) =>
        url.hostname === 'assets.practice365.co.uk' &&
        /^\/wp-content\/(?:uploads\/sites\/\d+|themes|plugins)\//.test(url.pathname),
    );
    if (files === undefined || !(isWordpress(marks) || isOn(new URL(marks.url), 'practice365.co.uk'))) return null;
    return `its files lie on ${files.hostname}`;
  },
  feeds: ['/feed/'],
  accounts: /practice-?_?365|iatro|agilio/i,
};
