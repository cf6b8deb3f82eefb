import { noise, sets, spellings } from './classify/words.ts';
import { services } from './phrases/services.ts';
import { phrases } from './phrases.ts';
import { notSystems } from './systems/not.ts';
import { systems } from './systems.ts';

/** The month of the reading code; what it reads with is hashed, so any change of a rule changes the version. */
const code = '2026.11';

/** Version of the analysis that made a Verdict: `2026.11-` and a hash of all rule data. */
export const version = `${code}-${hash(JSON.stringify([systems, notSystems, services, phrases, sets, noise, spellings]))}`;

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
