// Loaded before a program that is measured: leaves its processor time (µs, all threads) and peak memory (KB) in a file.
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const { AIBGEN_BENCH_USAGE: record } = process.env;

if (isMainThread && record !== undefined) {
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(
      record,
      JSON.stringify({ processor: userCPUTime + systemCPUTime, memory: maxRSS }),
    );
  });
}
