import module from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';

// A red run must be red again when somebody looks at it. `SEED=17 npx vitest run` tries other examples.
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_240_719) });

// As the command line does: each of the hundreds of stores that the tests open would strip the types of its thread again.
module.enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'ripplewatch'));
