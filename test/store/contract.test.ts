import { checkContract } from './contract/all.ts';
import { engines } from './engines.ts';

for (const engine of engines) checkContract(engine);
