import type { Service } from '../../src/core/types.ts';
import { products } from '../systems.ts';
import type { Evidence } from './evidence.ts';
import { wordSet } from './layout.ts';
import { cannotDo } from './link.ts';
import type { Reading } from './reading.ts';
import type { Claim } from './scope.ts';

const implied = new Map(products.map((row) => [row.id, row.implies]));

/** Services that the text says are hit, and those that go with a system: no phones, no calls. */
export function servicesOf(reading: Reading, evidence: Evidence, affected: readonly string[]): readonly Service[] {
  const hitting = [
    ...evidence.faults,
    ...evidence.topics,
    ...evidence.support.filter((one) => one.finding.row.id === 'fault.effect'),
    ...evidence.recovering.filter((one) => one.finding.row.id.endsWith('.backlog')),
  ];
  const found = new Set<Service>();
  for (const one of hitting) for (const { service } of one.services) if (service !== null) found.add(service);
  for (const one of hitting) if (cannotDo.has(one.finding.row.id)) for (const service of done(reading, one)) found.add(service);
  for (const id of affected) {
    const service = implied.get(id);
    if (service !== undefined) found.add(service);
  }
  return [...found];
}

/** Services with the phones among them where these are down: who cannot be rung has no phone service, said or not. */
export function withTheirs(services: readonly Service[], affected: readonly string[]): readonly Service[] {
  return affected.includes('phones') && !services.includes('phones') ? [...services, 'phones'] : services;
}

/** What a surgery cannot do says which service is hit: "cannot book", "unable to label". */
const deeds: readonly (readonly [Service, ReadonlySet<number>])[] = [
  ['appointments', wordSet('book booked booking rebook diary clinic')],
  ['dispensing', wordSet('dispense dispensed dispensing label labels')],
  ['prescriptions', wordSet('prescribe prescribing prescription')],
  ['referrals', wordSet('refer referring')],
  ['messaging', wordSet('text texts')],
];

function done(reading: Reading, { finding }: Claim): readonly Service[] {
  const services: Service[] = [];
  for (let unit = finding.from; unit < Math.min(finding.to + 1, reading.length); unit += 1)
    for (const [service, words] of deeds) if (words.has(reading.word(unit))) services.push(service);
  return services;
}
