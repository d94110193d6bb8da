/** The minutes of a duration such as `90m`, `4h` or `1h 30m`. */
export function minutesIn(written: string): number {
  const [hours] = /\d+(?=\s*h)/i.exec(written) ?? [];
  const [rest] = /\d+(?=\s*m)/i.exec(written) ?? [];
  return Number(hours ?? 0) * 60 + Number(rest ?? 0);
}
