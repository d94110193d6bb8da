import { sha256 } from '#sha256';

/** SHA-256 of bytes, or of a text in UTF-8, in lower-case hexadecimal digits. */
export function checksum(content: Uint8Array | string): string {
  return sha256(content);
}
