import { engines } from './engines.ts';
import { checkLives } from './lives.ts';

/** `EXAMPLES=30000 npx vitest run test/store/counts.test.ts` tries that many. */
const examples = Number(process.env['EXAMPLES'] ?? 150);

for (const engine of engines.slice(0, 1)) checkLives(engine, examples);
