import { isOn } from './marks.ts';
import type { Supplier } from './supplier.ts';
import { isWordpress } from './wordpress.ts';

/** GPsurgery.net: a WordPress network, told by its files or its credit. Read as WordPress: no markup of their notices is documented. */
export const gpSurgery: Supplier = {
  id: 'gpsurgery-net',
  title: 'GPsurgery.net',
  source: 'https://www.gpsurgery.net/',
  detect: (marks) => {
    const found = marks.addresses.find((url) => isOn(url, 'gpsurgery.net'));
    return found === undefined || !isWordpress(marks) ? null : `it is WordPress and links ${found.hostname}`;
  },
  feeds: ['/feed/'],
  accounts: /gp-?_?surgery-?_?net/i,
};
