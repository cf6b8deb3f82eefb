import { expect, test } from 'vitest';
import { areasAt } from '../../analysis/areas.ts';
import outcodes from '../../analysis/gazetteer/outcodes.json' with { type: 'json' };
import { outcodeShares } from '../../analysis/outcodes.ts';
import { readShares, sharesOn } from '../../analysis/shares.ts';

test('an outcode lies in the areas of its day', () => {
  expect(outcodeShares('SK9', null)).toEqual([{ code: 'QYG', share: 1 }]);
  expect(outcodeShares('GU14', '2024-07-19')).toEqual([{ code: 'QNQ', share: 1 }]);
  expect(outcodeShares('GU14', '2026-04-01')).toEqual([{ code: 'QRL', share: 1 }]);
});

test('an outcode nobody has is in no area, one of Shetland in its board, one of Belfast in its country', () => {
  expect(outcodeShares('ZZ99', null)).toEqual([]);
  expect(outcodeShares('ZE1', null)).toEqual([{ code: 'S08000026', share: 1 }]);
  expect(outcodeShares('BT9', null)).toEqual([{ code: 'GB-NIR', share: 1 }]);
});

test('every outcode of the list names areas that stood on its day, and at least 95 in 100 lie in one', () => {
  const present = new Set(areasAt(null).map(({ code }) => code));
  const former = new Set(areasAt('2026-03-31').map(({ code }) => code));
  let single = 0;
  for (const line of outcodes.outcodes) {
    const shares = readShares(line.split('=')[1] ?? '');
    for (const { code } of sharesOn(shares, null)) expect(present, line).toContain(code);
    for (const { code } of sharesOn(shares, '2024-07-19')) expect(former, line).toContain(code);
    if ((shares.now[0]?.share ?? 0) >= 0.9) single += 1;
  }
  expect(single / outcodes.outcodes.length).toBeGreaterThan(0.95);
});
