/**
 * Sizes to use in place of those that retire: the series that the modernization guides name, of about the same vCPUs.
 * All of them but the confidential ones boot both generations; all are x64, as the retiring ones are.
 * @see https://learn.microsoft.com/azure/virtual-machines/sizes/lifecycle/retirements-and-capacity-restrictions (as of 2026-09-24)
 */
import { describeVmSize, parseSize, type SizeParts } from './vm-sizes';

/** What replaces the sizes of a family. */
interface Series {
  readonly family: RegExp;
  /** The vCPUs that the replacing series comes in. */
  readonly vcpus: readonly number[];
  readonly name: (vcpus: number) => string;
}

const v5 = [2, 4, 8, 16, 32, 48, 64, 96];

const series: readonly Series[] = [
  // Temporary disks stay: Dv3, Ev3 and their like have one, and so have the sizes with a d.
  { family: /^e$/, vcpus: v5, name: (n) => `Standard_E${n}ds_v5` },
  { family: /^(basic_a|a|b|d|f)$/, vcpus: v5, name: (n) => `Standard_D${n}ds_v5` },
  { family: /^g$/, vcpus: v5, name: (n) => `Standard_E${n}ds_v5` },
  { family: /^l$/, vcpus: [8, 16, 32, 48, 64, 80], name: (n) => `Standard_L${n}s_v3` },
  { family: /^nc$/, vcpus: [4, 8, 16, 64], name: (n) => `Standard_NC${n}as_T4_v3` },
  { family: /^nv$/, vcpus: [6, 12, 18, 36, 72], name: (n) => `Standard_NV${n}ads_A10_v5` },
  { family: /^dc$/, vcpus: [2, 4, 8, 16, 32, 48, 64, 96], name: (n) => `Standard_DC${n}as_v5` },
  { family: /^ec$/, vcpus: [2, 4, 8, 16, 20, 32, 48, 64, 96], name: (n) => `Standard_EC${n}as_v5` },
  { family: /^h[bc]$/, vcpus: [120], name: (n) => `Standard_HB${n}rs_v3` },
];

/** vCPUs of the series whose names hold another number: Dv1 and Dv2, G, A1 to A11. */
const oldNumbers: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  d: { 1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 },
  g: { 1: 2, 2: 4, 3: 8, 4: 16, 5: 32 },
};

/** The size that comes closest to one that retires; `undefined` for specialized series that have no successor. */
export function replacementFor(size: string): string | undefined {
  const parts = parseSize(size);
  const next = parts && series.find(({ family }) => family.test(parts.family));
  if (!parts || !next) return undefined;
  const needed = vcpusOf(parts);
  const vcpus = next.vcpus.find((count) => count >= needed) ?? next.vcpus.at(-1);
  const name = vcpus === undefined ? undefined : next.name(vcpus);
  return name !== undefined && describeVmSize(name).retirement === undefined ? name : undefined;
}

function vcpusOf({ family, version, vcpus }: SizeParts): number {
  const old = version <= 2 ? oldNumbers[family] : undefined;
  return old?.[vcpus] ?? vcpus;
}
