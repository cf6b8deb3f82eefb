import { services } from '../phrases/services.ts';
import { phrases } from '../phrases.ts';
import { notSystems } from '../systems/not.ts';
import { systems } from '../systems.ts';
import { noise, sets, spellings } from './words.ts';

/** The month of the reading code; what it reads with is hashed, so any change of a rule changes the version. */
const code = '2026.11';

const rules = JSON.stringify([systems, notSystems, services, phrases, sets, noise, spellings]);

/** Version of the analysis that makes Verdicts with this model: `2026.11-` and a hash of all rule data and of the model's name. */
export function versionOf(model: string): string {
  return `${code}-${hash(rules + model)}`;
}

/** FNV-1a in two lanes: 16 hexadecimal digits. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x9747b28c;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x5bd1e995) ^ (two >>> 13);
  }
  return [one, two].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
