import { vi } from 'vitest';
import { checkContract } from '../../store/contract/all.ts';
import { mongoEngine } from '../../store/mongo.ts';
import { told } from '../told.ts';

// It reads a whole collection for every question, and the contract has tests of thousands of posts.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
checkContract(mongoEngine('FerretDB', told('MONGO_URL').MONGO_URL));
