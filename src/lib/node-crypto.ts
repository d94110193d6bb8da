import type * as crypto from 'node:crypto';

let loaded: typeof crypto | undefined;

/** `node:crypto`, loaded with its first use: that takes as long as a third of Node.js, and a check of a spec needs none of it. */
export const nodeCrypto = (): typeof crypto => (loaded ??= require('node:crypto'));
