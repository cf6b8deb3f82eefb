import { describe, it } from 'vitest';
import { checkContract } from './contract/all.ts';
import { engines } from './engines.ts';

for (const engine of engines) checkContract(engine);

describe('MongoDB', () => {
  it.skip('keeps the same contract: "npm run test:servers -- mongo" runs it on servers', () => undefined);
});
