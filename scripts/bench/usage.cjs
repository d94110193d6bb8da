// Loaded before a program that is measured: leaves its processor time (µs, all threads) and peak memory (KB) in a file.
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(
      process.env.AIBGEN_BENCH_USAGE,
      JSON.stringify({ processor: userCPUTime + systemCPUTime, memory: maxRSS }),
    );
  });
}
