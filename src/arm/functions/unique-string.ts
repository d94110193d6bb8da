/**
 * The hash behind `uniqueString()`: MurmurHash64 (two 32-bit halves), written as 13 characters of base 32.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#uniquestring
 */
export function uniqueText(bytes: Uint8Array): string {
  const [low, high] = hash(bytes);
  const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  return Array.from({ length: 13 }, (_, at) =>
    alphabet.charAt(Number(((bits << BigInt(at * 5)) >> 59n) & 31n)),
  ).join('');
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const [first, second] = [0x239b961b, 0xab0e9789];

function hash(bytes: Uint8Array): readonly [number, number] {
  const whole = bytes.length - (bytes.length % 8);
  let [low, high] = [0, 0];
  for (let at = 0; at < whole; at += 8) {
    low = rotate(low ^ scramble(word(bytes, at), first, 15, second), 19) + high;
    low = (Math.imul(low, 5) + 0x561ccd1b) | 0;
    high = rotate(high ^ scramble(word(bytes, at + 4), second, 17, first), 13) + low;
    high = (Math.imul(high, 5) + 0x0bcaa747) | 0;
  }
  low ^= scramble(word(bytes, whole), first, 15, second) ^ bytes.length;
  high ^= scramble(word(bytes, whole + 4), second, 17, first) ^ bytes.length;
  [low, high] = spill(low, high);
  return spill(finish(low), finish(high));
}

/** Four bytes from the lowest on; what is behind the end counts as zero. */
function word(bytes: Uint8Array, at: number): number {
  return [3, 2, 1, 0].reduce((sum, offset) => (sum << 8) | (bytes[at + offset] ?? 0), 0);
}

function scramble(value: number, before: number, by: number, after: number): number {
  return Math.imul(rotate(Math.imul(value, before), by), after);
}

function spill(low: number, high: number): [number, number] {
  const sum = (low + high) | 0;
  return [sum, (high + sum) | 0];
}

function finish(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
