/** SHA-1 (FIPS 180-4), which the UUIDs of `guid()` are made with; not for anything that has to be safe. */
export function sha1(message: Uint8Array): Uint8Array {
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const padded = pad(message);
  const words = new DataView(padded.buffer);
  for (let start = 0; start < padded.length; start += 64) state = mix(state, words, start);
  const digest = new DataView(new ArrayBuffer(20));
  for (const [at, word] of state.entries()) digest.setUint32(at * 4, word);
  return new Uint8Array(digest.buffer);
}

type State = readonly [number, number, number, number, number];

function pad(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const bits = new DataView(padded.buffer, padded.length - 8);
  bits.setUint32(0, Math.floor(message.length / 0x20000000));
  bits.setUint32(4, message.length << 3);
  return padded;
}

function mix(before: State, words: DataView, start: number): State {
  const schedule = new Int32Array(80);
  for (let at = 0; at < 80; at += 1) {
    schedule[at] = at < 16 ? words.getInt32(start + at * 4) : rotate(earlier(schedule, at), 1);
  }
  let [a, b, c, d, e] = before;
  for (const [round, word] of schedule.entries()) {
    const next = (rotate(a, 5) + choose(round, b, c, d) + e + word) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  return [
    (before[0] + a) | 0,
    (before[1] + b) | 0,
    (before[2] + c) | 0,
    (before[3] + d) | 0,
    (before[4] + e) | 0,
  ];
}

function earlier(schedule: Int32Array, at: number): number {
  return [3, 8, 14, 16].reduce((sum, back) => sum ^ (schedule[at - back] ?? 0), 0);
}

function choose(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
