/** What V8 is told: when to optimize functions, and when to collect garbage. */

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

/** Images that leave about 4 MB of garbage. */
const imagesOfCollection = 40;

const many = 10;

let isOwnProcess = false;

let isOwnThread = false;

/** Collects all garbage; `undefined`: not looked for yet. */
let collect: (() => void) | undefined;

/** Images since garbage was collected. */
let images = 0;

/** Says that this process is aibgen's own. In others, such as a program with the library, flags of V8 are none of its business. */
export function ownProcess(): void {
  isOwnProcess = true;
}

/** Says that this is a thread of aibgen's own process. */
export function ownThread(): void {
  isOwnProcess = true;
  isOwnThread = true;
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

/**
 * Frees the memory of a thread after some images; to be called between two of them, when little is alive. V8 itself begins while an
 * image is made, and keeps much of what that image needs until the next time: a heap of 11 MB grew to three times that. Without threads it
 * does not pay: a spec of 300 images takes a quarter more processor time, and 7 % less memory.
 */
export function collectGarbage(): void {
  if (!isOwnThread) return;
  images += 1;
  if (images < imagesOfCollection) return;
  images = 0;
  collect ??= collector();
  collect?.();
}

/** Node.js offers it to a context that is made after this flag is set. */
function collector(): (() => void) | undefined {
  setFlags('--expose-gc');
  const { runInNewContext }: typeof import('node:vm') = require('node:vm');
  return runInNewContext('globalThis.gc');
}

function setFlags(flags: string): void {
  // Loaded only here: it takes some milliseconds.
  const { setFlagsFromString }: typeof import('node:v8') = require('node:v8');
  setFlagsFromString(flags);
}
