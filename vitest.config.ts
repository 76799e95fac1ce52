import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,bots,activity,prisma,test}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/seeded.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // What is waited for may take its time on a busy machine; where it comes at once, nothing is waited.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
});
