import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 of bytes, or of a text in UTF-8, in lower-case hexadecimal digits. */
export function checksum(content: Uint8Array | string): string {
  return bytesToHex(
    sha256(typeof content === 'string' ? new TextEncoder().encode(content) : content),
  );
}
