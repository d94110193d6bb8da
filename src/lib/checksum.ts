import { sha256 } from '#sha256';
import { remembered } from './remembered';

/** SHA-256 of bytes, or of a text in UTF-8, in lower-case hexadecimal digits. */
export function checksum(content: Uint8Array | string): string {
  return sha256(content);
}

/** The checksum of a file that many images may share. */
export const checksumOfFile = remembered((bytes: Uint8Array): string => checksum(bytes));
