import { services } from '../phrases/services.ts';
import { phrases } from '../phrases.ts';
import list from '../senses/senses.json' with { type: 'json' };
import { notSystems } from '../systems/not.ts';
import { products } from '../systems.ts';
import { fingerprint } from './fingerprint.ts';
import { noise, sets, spellings } from './words.ts';

/** The month of the reading code; what it reads with is hashed, so any change of a rule changes the version. */
const code = '2026.11';

const units = new TextEncoder().encode(
  JSON.stringify([products, notSystems, services, phrases, sets, noise, spellings, list.name]),
);
const rules = fingerprint(units);

/** Version of the analysis that makes Verdicts with this model: `2026.11-` and a hash of all rule data and of the model's name. */
export function versionOf(model: string): string {
  return `${code}-${fingerprint(new TextEncoder().encode(rules + model))}`;
}
