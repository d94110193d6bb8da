/** Stretches of addresses, as `10.0.0.0/24`. */

function parse(stretch: string): { readonly number: number; readonly bits: number } {
  const [start = '', size = ''] = stretch.split('/');
  const number = start.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { number, bits: Number(size) };
}

function print(number: number, bits: number): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256);
  return `${octets.join('.')}/${bits}`;
}

/** The stretch as it is written from its first address. */
export function fromFirst(stretch: string): string {
  const { number, bits } = parse(stretch);
  return print(number - (number % 2 ** (32 - bits)), bits);
}

/** The two halves of a stretch. */
export function halves(stretch: string): readonly [string, string] {
  const { number, bits } = parse(stretch);
  return [print(number, bits + 1), print(number + 2 ** (31 - bits), bits + 1)];
}
