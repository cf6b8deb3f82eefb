import { isOn } from './marks.ts';
import type { Supplier } from './supplier.ts';

/**
 * Silicon Practice (Foundation, FootFall): WordPress with a plugin of theirs. News is a kind of entry of its own, which the main feed
 * leaves out. Of their notices no markup is documented, so pages are read as WordPress pages are.
 */
export const siliconPractice: Supplier = {
  id: 'silicon-practice',
  title: 'Silicon Practice',
  source: 'https://www.siliconpractice.co.uk/',
  detect: (marks) => {
    // Their plugin "SP Analytics" loads a script of this name.
    const script = marks.assets.find(({ pathname }) => /\/sp_analytics\.js$/.test(pathname));
    if (script !== undefined) return `it loads ${script.pathname.slice(-80)}, a plugin of theirs`;
    const credit = marks.addresses.find((url) => isOn(url, 'siliconpractice.co.uk'));
    return credit === undefined ? null : `it links ${credit.hostname}`;
  },
  // Paths such as /practice_news/our-phones/ on the sites they build.
  feeds: ['/practice_news/feed/', '/feed/'],
  accounts: /silicon-?_?practice|footfall/i,
};
