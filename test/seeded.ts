import fc from 'fast-check';

// The same cases for everybody, so that a failure is the change's own. FUZZ_SEED=<number> looks at others.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FUZZ_SEED ?? 20_270_301) });
