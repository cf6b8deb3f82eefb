import { vi } from 'vitest';
import { checkContract } from '../../store/contract/all.ts';
import { mongoEngine } from '../../store/mongo.ts';
import { told } from '../told.ts';

// Whatever else the machine is doing: the contract has tests of thousands of posts.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
checkContract(mongoEngine('mongod', told('MONGO_URL').MONGO_URL));
