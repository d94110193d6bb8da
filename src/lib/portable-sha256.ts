import { sha256 as sha256Bytes } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 in plain JavaScript, for browsers: `#sha256` of the package.json is this module where there may be no Node.js. */
export function sha256(content: Uint8Array | string): string {
  return bytesToHex(
    sha256Bytes(typeof content === 'string' ? new TextEncoder().encode(content) : content),
  );
}
