import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    // Two workers: the suite starts real servers and processes, which need the machine too.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One second, vitest's own, is too little for a browser on a machine that is busy.
    expect: { poll: { timeout: 15_000 } },
  },
});
