import { checkContract } from '../../store/contract/all.ts';
import { engines } from '../../store/engines.ts';

for (const engine of engines) checkContract(engine);
