import { CollectError } from '../../src/core/errors.ts';
import type { Setting } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import type { Xapi } from './api.ts';

const token: Setting = {
  name: 'RIPPLEWATCH_X_TOKEN',
  default: null,
  says: 'Bearer token of your app at X ([what it costs](docs/x.md)).',
  parse: (value) => value,
  secret: true,
};
const budget = money(
  'RIPPLEWATCH_X_BUDGET',
  null,
  'US dollars that reading X may cost in one month of UTC; nothing is read without it.',
);
const postPrice = money(
  'RIPPLEWATCH_X_POST_PRICE',
  '0.005',
  'US dollars that X charges for reading one post (its price list of November 2026).',
);
const userPrice = money(
  'RIPPLEWATCH_X_USER_PRICE',
  '0.01',
  'US dollars that X charges for looking one account up (the same list).',
);
const address: Setting = {
  name: 'RIPPLEWATCH_X_URL',
  default: 'https://api.x.com',
  says: 'Address of the X API.',
  parse: (value) => value,
};

function money(name: Setting['name'], fallback: string | null, says: string): Setting {
  const parse = (value: string): number => {
    if (!/^\d{1,7}(\.\d{1,6})?$/.test(value) || Number(value) <= 0)
      throw new Error('it takes US dollars above 0, such as 20 or 0.005');
    return Math.round(Number(value) * 1_000_000);
  };
  return { name, default: fallback, says, parse };
}

/** In the order of the settings table. */
export const settings: readonly Setting[] = [token, budget, postPrice, userPrice, address];

/** The API as the operator set it up. Throws CollectError `unauthorised` for a setting that will not do. */
export function openApi(context: Context): Xapi {
  const read = (setting: Setting): string => context.setting(setting.name) ?? setting.default ?? '';
  const amount = (setting: Setting): number => {
    try {
      return setting.parse(read(setting)) as number;
    } catch (cause) {
      throw new CollectError('unauthorised', `${setting.name} will not do: ${(cause as Error).message}.`, { cause });
    }
  };
  return {
    base: read(address).replace(/\/$/, ''),
    token: read(token),
    budget: amount(budget),
    postPrice: amount(postPrice),
    userPrice: amount(userPrice),
    context,
  };
}
