import { isOn, type Marks } from './marks.ts';
import type { Supplier } from './supplier.ts';

/**
 * My Surgery Website: ASP.NET pages whose addresses carry the practice's ODS code: `info.aspx?p=2&pr=F81034`,
 * `/secure/prescriptions.aspx?p=F81034`, files under `www.mysurgerywebsite.co.uk/website/F81034/files/`.
 */
export const mySurgery: Supplier = {
  id: 'my-surgery-website',
  title: 'My Surgery Website',
  source: 'https://www.mysurgerywebsite.co.uk/',
  detect: (marks) => {
    const file = marks.addresses.find(
      (url) => isOn(url, 'mysurgerywebsite.co.uk') && /^\/(?:website|secure)\//i.test(url.pathname),
    );
    if (file !== undefined) return `it links ${file.hostname}${file.pathname.slice(0, 60)}`;
    const page = everyAddress(marks).find((url) => isInfo(url) && readCode(url) !== null);
    if (page !== undefined) return `its pages are called info.aspx with an ODS code`;
    const credit = marks.addresses.find((url) => isOn(url, 'mysurgerywebsite.co.uk'));
    return credit === undefined ? null : `it links ${credit.hostname}`;
  },
  odsCode: (marks) => {
    const codes = new Set(everyAddress(marks).flatMap((url) => readCode(url) ?? []));
    // Two practices on one page: which of them speaks is not for us to guess.
    return codes.size === 1 ? ([...codes][0] ?? null) : null;
  },
  accounts: /my-?_?surgery-?_?web/i,
};

function everyAddress(marks: Marks): readonly URL[] {
  const own = URL.parse(marks.url);
  const host = own?.host;
  // A neighbour's website that is linked carries the neighbour's code.
  return [
    ...(own === null ? [] : [own]),
    ...marks.addresses.filter((url) => url.host === host || isOn(url, 'mysurgerywebsite.co.uk')),
  ];
}

function isInfo(url: URL): boolean {
  return /\/info\.aspx$/i.test(url.pathname);
}

/** A practice's code is a letter and five digits; the supplier numbers its other customers differently (IGP367). */
function readCode(url: URL): string | null {
  const folder = isOn(url, 'mysurgerywebsite.co.uk') ? /^\/website\/([a-z]\d{5})\//i.exec(url.pathname)?.[1] : undefined;
  const page = isInfo(url) ? url.searchParams.get('pr') : null;
  const form = /^\/secure\/[\w-]+\.aspx$/i.test(url.pathname) ? url.searchParams.get('p') : null;
  const code = folder ?? page ?? form ?? '';
  return /^[a-z]\d{5}$/i.test(code) ? code.toUpperCase() : null;
}
