import { nodeCrypto } from './node-crypto';

/** SHA-256 by Node.js, which is faster: `#sha256` of the package.json is this module wherever Node.js runs. */
export function sha256(content: Uint8Array | string): string {
  return nodeCrypto().hash('sha256', content);
}
