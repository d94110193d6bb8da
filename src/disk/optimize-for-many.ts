/** Tells V8 when to optimize functions, and how large heaps may become. */

/** Since Node.js 22 there are two optimizing compilers. */
const lateMaglev = '--invocation-count-for-maglev=4000 --invocation-count-for-turbofan=30000';

/** How much a function runs before it is optimized, in the words of each Node.js: many times as much as usual. */
const flags: Readonly<Record<string, string>> = {
  // Little is inlined besides: that makes code quicker, but its compilation far slower.
  20: '--interrupt-budget=1000000 --max-inlined-bytecode-size-cumulative=200',
  22: lateMaglev,
  24: lateMaglev,
  26: lateMaglev,
};

/**
 * Heaps of 10 MB that grow by a fifth: what is alive takes 11 MB, however many images there are. As usual they grow to three times
 * of that before they are collected.
 */
const smallHeaps = '--optimize-for-size --initial-old-space-size=10 --heap-growing-percent=20';

const many = 10;

let isOwnProcess = false;

/** Says that this process is aibgen's own. In others, such as a program with the library, flags of V8 are none of its business. */
export function ownProcess(): void {
  isOwnProcess = true;
}

/**
 * Prepares the process for some number of images. A fleet takes seconds in thousands of functions, each of which runs a little: to
 * optimize them early takes a third of the processor time of 1,000 images, and half of that of 50.
 */
export function optimizeForMany(images: number): void {
  if (!isOwnProcess || images <= many) return;
  const [major = ''] = process.versions.node.split('.');
  const flag = flags[major];
  if (flag === undefined) return;
  setFlags(flag);
}

/** Prepares the process for threads, whose heaps are made by the flags of the moment. */
export function keepHeapsSmall(): void {
  if (isOwnProcess) setFlags(smallHeaps);
}

function setFlags(flags: string): void {
  // Loaded only here: it takes some milliseconds.
  const { setFlagsFromString }: typeof import('node:v8') = require('node:v8');
  setFlagsFromString(flags);
}
