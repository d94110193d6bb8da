// What a VM size's name tells, as of 2026-11-26.
//
// Certainty: A = read from the Resource SKUs API or from the series' page; B = follows from an observed Azure error;
// C = general knowledge, no source found.
// Sources: G2 = https://learn.microsoft.com/azure/virtual-machines/generation-2
//          SZ = the series' page below https://learn.microsoft.com/azure/virtual-machines/sizes/overview
//          RET = https://learn.microsoft.com/azure/virtual-machines/sizes/lifecycle/retirements-and-capacity-restrictions
//          TL = https://learn.microsoft.com/azure/virtual-machines/trusted-launch
//          SKU = answers of the Resource SKUs API kept in Azure/karpenter-provider-azure and Azure/skewer

/** The date of this data: sizes that retired until then are gone. */
export const sizesAsOf = '2026-11-26';

/** What is known about a VM size; the grammar of the names is https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions. */
export interface SizeFacts {
  /** False where the name does not follow the grammar or the family is unknown. */
  readonly known: boolean;
  /** The Hyper-V generations that boot on it; both, and not sure, for a known family whose generations were not found. */
  readonly generations: readonly (1 | 2)[];
  readonly architecture: 'x64' | 'arm64' | undefined;
  /** Whether generations and architecture rest on a source. */
  readonly sure: boolean;
  readonly trustedLaunch: boolean | undefined;
  /** Whether there is a local temporary disk, formatted or (from v6 on) raw NVMe. */
  readonly localDisk: boolean | undefined;
  /** When the series retires, as an ISO date; possibly past. */
  readonly retirement?: string;
  /** True where the series retires in the public cloud only. */
  readonly retiresInPublicCloudOnly: boolean;
  /** True where disks are attached over NVMe only: the image has to support it. */
  readonly needsNvme: boolean;
  readonly blockedForNewSubscriptions: boolean;
}

interface SizeRow {
  readonly families: readonly string[];
  /** Tested on the additive letters; the S of DS and GS counts as one. */
  readonly letters?: RegExp;
  /** First and last version; a name without one is version 1. */
  readonly from?: number;
  readonly to?: number;
  /** Tested on the accelerator part, which is empty for most sizes. */
  readonly accelerator?: RegExp;
  readonly generations?: readonly (1 | 2)[];
  readonly architecture?: 'x64' | 'arm64';
  readonly trustedLaunch?: boolean;
  readonly localDisk?: boolean;
  readonly retirement?: string;
  readonly publicCloudOnly?: true;
  readonly blocked?: true;
  readonly sure: 'A' | 'B' | 'C';
  readonly source: string;
}

/** The parts of the name of a size, in lower case. */
export interface SizeParts {
  readonly family: string;
  /** vCPUs; of the oldest series, the number in the name. */
  readonly vcpus: number;
  readonly letters: string;
  readonly accelerator: string;
  readonly version: number;
}

// prettier-ignore
const all = ['basic_a', 'a', 'b', 'd', 'dc', 'e', 'ec', 'f', 'fx', 'g', 'h', 'hb', 'hc', 'hx', 'l', 'm', 'nc', 'ncc', 'nd', 'ng', 'np', 'nv', 'pb'];
const none = /^$/;
const noS = /^[^s]*$/;
const noD = /^[^d]*$/;

/** Each question is answered by the first fitting row that states it. */
const generationRows: readonly SizeRow[] = [
  { families: all, letters: /p/, generations: [2], sure: 'A', source: 'G2, SZ, SKU' },
  { families: ['dc', 'ec', 'fx'], generations: [2], sure: 'A', source: 'G2, SZ, SKU' },
  { families: ['d', 'e'], from: 6, generations: [2], sure: 'A', source: 'SZ, SKU' },
  { families: ['f'], from: 6, generations: [2], sure: 'C', source: 'general knowledge' },
  { families: ['l'], from: 4, generations: [2], sure: 'C', source: 'general knowledge' },
  { families: ['nc'], from: 4, generations: [2], sure: 'A', source: 'SKU' },
  { families: ['nd'], from: 5, generations: [2], sure: 'C', source: 'general knowledge' },
  { families: ['nd'], from: 4, generations: [2], sure: 'A', source: 'G2' },
  { families: ['m', 'nd'], from: 2, to: 2, generations: [2], sure: 'A', source: 'G2' },
  { families: ['m', 'ncc'], from: 3, generations: [2], sure: 'C', source: 'general knowledge' },
  { families: ['g'], letters: /s/, generations: [2], sure: 'A', source: 'G2' },

  {
    families: ['basic_a', 'a', 'd'],
    letters: noS,
    to: 1,
    generations: [1],
    sure: 'C',
    source: 'SKU (A0)',
  },
  { families: ['a'], from: 2, to: 2, generations: [1], sure: 'A', source: 'G2, SZ' },
  { families: ['d', 'e'], letters: noS, to: 3, generations: [1], sure: 'A', source: 'G2, SKU' },
  { families: ['nc', 'nv'], to: 1, generations: [1], sure: 'A', source: 'G2' },
  { families: ['np'], generations: [1], sure: 'A', source: 'G2' },

  { families: ['b'], letters: /a/, generations: [1, 2], sure: 'C', source: 'general knowledge' },
  { families: ['b'], to: 2, generations: [1, 2], sure: 'A', source: 'SKU, G2, SZ' },
  // The page of the DSv2 series says Gen1 only; the API and G2 say both.
  { families: ['d', 'e'], from: 2, to: 5, generations: [1, 2], sure: 'A', source: 'G2, SZ, SKU' },
  { families: ['f'], from: 2, to: 2, generations: [1, 2], sure: 'A', source: 'SKU, G2' },
  {
    families: ['l'],
    letters: /^s$/,
    from: 2,
    to: 3,
    generations: [1, 2],
    sure: 'A',
    source: 'G2, SZ',
  },
  { families: ['nc'], from: 2, to: 3, generations: [1, 2], sure: 'A', source: 'G2, SKU' },
  { families: ['nv'], from: 3, to: 5, generations: [1, 2], sure: 'A', source: 'SZ, G2' },
  // For the rest (F and Fs v1, DS v1, M v1, G, H, ...) no source was found.
  {
    families: [
      'b',
      'd',
      'f',
      'g',
      'h',
      'hb',
      'hc',
      'hx',
      'l',
      'm',
      'nc',
      'ncc',
      'nd',
      'ng',
      'nv',
      'pb',
    ],
    generations: [1, 2],
    sure: 'C',
    source: 'none',
  },
];

const architectureRows: readonly SizeRow[] = [
  { families: all, letters: /p/, architecture: 'arm64', sure: 'A', source: 'SKU, SZ' },
  // Arm processors (Grace) without the letter p.
  {
    families: ['nd'],
    accelerator: /gb[23]00/,
    architecture: 'arm64',
    sure: 'C',
    source: 'general knowledge',
  },
  { families: all, architecture: 'x64', sure: 'A', source: 'SKU, SZ' },
];

const trustedLaunchRows: readonly SizeRow[] = [
  { families: ['basic_a', 'a', 'dc', 'ec', 'm'], trustedLaunch: false, sure: 'A', source: 'TL' },
  { families: ['d', 'e'], letters: /p/, to: 5, trustedLaunch: false, sure: 'A', source: 'TL, SZ' },
  {
    families: ['d', 'e'],
    letters: noS,
    to: 3,
    trustedLaunch: false,
    sure: 'A',
    source: 'TL (Gen1 only)',
  },
  { families: ['nc', 'nv'], to: 1, trustedLaunch: false, sure: 'A', source: 'G2 (Gen1 only)' },
  { families: ['np'], trustedLaunch: false, sure: 'A', source: 'G2 (Gen1 only)' },
  // TL's list says Dv2 without telling whether that includes DSv2, so DSv2 has no row; nor has an Arm64 B size.
  { families: ['d', 'e'], from: 3, trustedLaunch: true, sure: 'B', source: 'TL' },
  { families: ['b'], letters: /^[^p]*$/, to: 2, trustedLaunch: true, sure: 'B', source: 'TL' },
  { families: ['f', 'l', 'nc'], from: 2, trustedLaunch: true, sure: 'B', source: 'TL' },
  { families: ['nv'], from: 3, trustedLaunch: true, sure: 'B', source: 'TL' },
  { families: ['fx', 'hb', 'hc', 'hx'], trustedLaunch: true, sure: 'B', source: 'TL' },
  { families: ['nd'], from: 2, to: 5, trustedLaunch: true, sure: 'B', source: 'TL' },
];

const localDiskRows: readonly SizeRow[] = [
  {
    families: ['d', 'e'],
    letters: /a/,
    from: 4,
    to: 4,
    localDisk: true,
    sure: 'C',
    source: 'SZ (Dav4)',
  },
  {
    families: ['d', 'dc', 'e', 'ec'],
    letters: noD,
    from: 4,
    localDisk: false,
    sure: 'A',
    source: 'SZ, SKU',
  },
  { families: ['dc'], letters: noD, from: 3, localDisk: false, sure: 'A', source: 'SZ' },
  { families: ['d', 'dc', 'e', 'ec'], localDisk: true, sure: 'A', source: 'SZ, SKU' },
  { families: ['b'], from: 2, localDisk: false, sure: 'A', source: 'SZ; Basv2: general knowledge' },
  {
    families: ['f', 'fx'],
    letters: noD,
    from: 6,
    localDisk: false,
    sure: 'C',
    source: 'general knowledge',
  },
  { families: ['fx'], letters: noD, localDisk: false, sure: 'C', source: 'general knowledge' },
  {
    families: ['a', 'b', 'f', 'fx', 'l', 'nc', 'nv'],
    localDisk: true,
    sure: 'A',
    source: 'SZ, SKU',
  },
  // M varies from size to size; for the others no source was found.
];

/** RET as of 2026-09-24. */
const lifecycleRows: readonly SizeRow[] = [
  { families: ['d'], to: 2, retirement: '2028-05-01', blocked: true, sure: 'A', source: 'RET' },
  {
    families: ['d', 'e'],
    to: 3,
    retirement: '2029-11-15',
    publicCloudOnly: true,
    blocked: true,
    sure: 'A',
    source: 'RET',
  },
  {
    families: ['basic_a', 'a'],
    to: 1,
    retirement: '2024-08-31',
    sure: 'C',
    source: 'general knowledge',
  },
  { families: ['a'], to: 2, retirement: '2028-11-15', blocked: true, sure: 'A', source: 'RET' },
  { families: ['b'], to: 1, retirement: '2028-11-15', blocked: true, sure: 'A', source: 'RET' },
  { families: ['f'], to: 2, retirement: '2028-11-15', blocked: true, sure: 'A', source: 'RET' },
  { families: ['g'], retirement: '2028-11-15', blocked: true, sure: 'A', source: 'RET' },
  { families: ['l'], to: 1, retirement: '2028-05-01', blocked: true, sure: 'A', source: 'RET' },
  { families: ['l'], to: 2, retirement: '2028-11-15', blocked: true, sure: 'A', source: 'RET' },
  {
    families: ['nc', 'nd', 'nv'],
    to: 1,
    retirement: '2023-09-06',
    sure: 'C',
    source: 'general knowledge',
  },
  { families: ['nc'], to: 2, retirement: '2023-09-06', sure: 'C', source: 'general knowledge' },
  {
    families: ['nc'],
    accelerator: none,
    to: 3,
    retirement: '2025-09-30',
    sure: 'A',
    source: 'RET',
  },
  { families: ['nv'], from: 3, to: 4, retirement: '2026-09-30', sure: 'A', source: 'RET' },
  { families: ['np'], retirement: '2027-05-31', sure: 'A', source: 'RET' },
  { families: ['dc'], from: 2, to: 2, retirement: '2026-06-30', sure: 'A', source: 'RET' },
  { families: ['dc'], from: 3, to: 3, retirement: '2029-10-31', sure: 'A', source: 'RET' },
  {
    families: ['dc', 'ec'],
    accelerator: /^_cc$/,
    from: 5,
    to: 5,
    retirement: '2026-09-01',
    sure: 'A',
    source: 'RET',
  },
  { families: ['hc'], to: 1, retirement: '2027-05-31', sure: 'A', source: 'RET' },
  { families: ['hb'], from: 2, to: 2, retirement: '2027-05-31', sure: 'A', source: 'RET' },
  // The isolated sizes of the series: Standard_M192is_v2 and its like.
  {
    families: ['m'],
    letters: /i/,
    from: 2,
    to: 2,
    retirement: '2027-03-31',
    sure: 'A',
    source: 'RET',
  },
];

/** Series whose disks are NVMe only; see https://learn.microsoft.com/azure/virtual-machines/enable-nvme-remote-faqs. */
const nvmeOnlyRows: readonly SizeRow[] = [
  { families: ['d', 'e', 'f'], from: 6, sure: 'A', source: 'SZ' },
];

/** The build VM sizes that aibgen writes out, by what they boot; the first is Image Builder's own default for Gen1 (Learn page "Create a Bicep or ARM template JSON", vmProfile). */
export const defaultVmSizes = {
  gen1Linux: 'Standard_D1_v2',
  gen1Windows: 'Standard_D2_v2',
  gen2: 'Standard_D2ds_v4',
  arm64: 'Standard_D2pds_v5',
} as const;

/** Size of the proxy VM of a build in a subnet of one's own (Learn page "Create a Bicep or ARM template JSON", vmProfile). */
export const defaultProxyVmSize = 'Standard_A1_v2';

/**
 * What the name of a VM size tells about it.
 * @see https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
export function describeVmSize(size: string): SizeFacts {
  const parts = parseSize(size);
  const generation = parts && find(generationRows, parts);
  const architecture = parts && find(architectureRows, parts);
  if (parts === undefined || generation === undefined || architecture === undefined) {
    return {
      known: false,
      generations: [],
      architecture: undefined,
      sure: false,
      trustedLaunch: undefined,
      localDisk: undefined,
      retiresInPublicCloudOnly: false,
      needsNvme: false,
      blockedForNewSubscriptions: false,
    };
  }
  const lifecycle = lifecycleRows.filter((row) => fits(row, parts));
  const retiring = lifecycle.find((row) => row.retirement !== undefined);
  const retirement = retiring?.retirement;
  return {
    known: true,
    generations: generation.generations ?? [],
    architecture: architecture.architecture,
    sure: generation.sure !== 'C' && architecture.sure !== 'C',
    trustedLaunch: find(trustedLaunchRows, parts)?.trustedLaunch,
    localDisk: find(localDiskRows, parts)?.localDisk,
    ...(retirement !== undefined && { retirement }),
    retiresInPublicCloudOnly: retiring?.publicCloudOnly === true,
    needsNvme: find(nvmeOnlyRows, parts) !== undefined,
    blockedForNewSubscriptions: lifecycle[0]?.blocked === true,
  };
}

/** `Standard_E4-2ds_v5`: tier, family, vCPUs, constrained vCPUs, additive letters, accelerator or memory parts, version. */
const sizeName =
  /^(standard|basic)_([a-z]+)(\d+)(?:-\d+)?([a-z]*)((?:_[a-z0-9]+)*?)(?:_v(\d+))?(?:_promo)?$/;

/** Reads the name of a size; `undefined` where it does not follow the grammar. */
export function parseSize(size: string): SizeParts | undefined {
  const [, tier, prefix = '', vcpus = '', suffix = '', accelerator = '', version = '1'] =
    sizeName.exec(size.toLowerCase()) ?? [];
  if (tier === undefined) return undefined;
  const premium = prefix === 'ds' || prefix === 'gs';
  const family = premium ? prefix.slice(0, 1) : prefix;
  // `_cc`: sizes for confidential containers.
  const hasParts = /^[nm]/.test(family) || (/^[de]c$/.test(family) && accelerator === '_cc');
  if (accelerator !== '' && !hasParts) return undefined;
  return {
    family: tier === 'basic' ? `basic_${family}` : family,
    vcpus: Number(vcpus),
    letters: premium ? `s${suffix}` : suffix,
    accelerator,
    version: Number(version),
  };
}

function find(rows: readonly SizeRow[], parts: SizeParts): SizeRow | undefined {
  return rows.find((row) => fits(row, parts));
}

function fits(row: SizeRow, parts: SizeParts): boolean {
  return (
    row.families.includes(parts.family) &&
    parts.version >= (row.from ?? 0) &&
    parts.version <= (row.to ?? Infinity) &&
    (row.letters?.test(parts.letters) ?? true) &&
    (row.accelerator?.test(parts.accelerator) ?? true)
  );
}
