import fc from 'fast-check';

// A red run must be red again when somebody looks at it. `SEED=17 npx vitest run` tries other examples.
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_240_719) });
