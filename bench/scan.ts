import { median } from './timing.ts';

/** Characters per second of a plain loop over strings: the floor under everything that reads text. */
export function scanRate(): number {
  const text = 'Our phones are down this morning, please bear with us while we look into it. '.repeat(100);
  const rounds = Array.from({ length: 7 }, () => {
    const begun = performance.now();
    let sum = 0;
    for (let pass = 0; pass < 500; pass += 1) for (let index = 0; index < text.length; index += 1) sum += text.charCodeAt(index);
    return sum > 0 ? (500 * text.length * 1000) / (performance.now() - begun) : 0;
  });
  return Math.round(median(rounds));
}
