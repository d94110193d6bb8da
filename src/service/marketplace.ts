// What the name of an Azure marketplace image tells, as of 2026-11-26.
//
// A row states one or more facts about the images that it fits; for each fact the first fitting row that states it
// counts. So the words that mean the same with every publisher come first, then each publisher from narrow to wide.
// A "bare" sku needs no pattern against -gen2 and the like: those words were already answered by the first rows.
//
// Certainty: A = measured on a VM, an API answer, or a statement of the publisher or Microsoft about that sku;
// B = follows from a listed pair of skus or from an observed error; C = weak, or general knowledge (GK).
// Sources: ALAR = jonathanbrenes/ALAR-jbrenes, 97 images started and their boot mode recorded
//          CAN = https://documentation.ubuntu.com/azure, "Find Ubuntu images"
//          PATCH = https://learn.microsoft.com/azure/virtual-machines/automatic-vm-guest-patching
//          VMSS = Learn, "Automatic OS image upgrades" of virtual machine scale sets
//          FIND = https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage
//          G2 = https://learn.microsoft.com/azure/virtual-machines/generation-2
//          TL, TLF = https://learn.microsoft.com/azure/virtual-machines/trusted-launch and its FAQ
//          JSON = https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json
//          LISA = microsoft/lisa, WAL = Azure/WALinuxAgent, KIB = kubernetes-sigs/image-builder,
//          RUN = actions/runner-images, AVM = Azure/bicep-registry-modules, STR = samples in public repositories

import { remembered } from '../lib/remembered';
import type { SecurityType } from './gallery-definitions';

/** What the publisher, offer and sku of a marketplace image tell; see https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage. */
export interface MarketplaceFacts {
  readonly os: 'linux' | 'windows' | undefined;
  /** The Hyper-V generation; undefined where the name does not tell, which is not a hint at Gen1. */
  readonly generation: 1 | 2 | undefined;
  /** Whether the generation rests on a source: certainty A or B. */
  readonly generationSure: boolean;
  readonly architecture: 'x64' | 'arm64' | undefined;
  /** Made for confidential VMs; images that boot both ways are not meant. */
  readonly confidential: boolean;
  /** "no" for a sure Gen1 image; never a plain yes, since only the image's own features decide. */
  readonly trustedLaunch: 'probable' | 'no' | undefined;
  /** The security type of the image, where it is known for sure. */
  readonly securityType: SecurityType | undefined;
  readonly plan: 'required' | 'none' | 'unclear';
  /** The publisher of the plan, where it is spelled otherwise than the image's. */
  readonly planPublisher?: string;
}

interface ImageRow {
  readonly offer?: string | RegExp;
  readonly sku?: string | RegExp;
  /** Tested on offer and sku, with a blank between them. */
  readonly name?: RegExp;
  readonly os?: 'linux' | 'windows';
  readonly generation?: 1 | 2;
  readonly architecture?: 'x64' | 'arm64';
  readonly confidential?: true;
  /** Counts for Gen2 images; for Arm64 ones only where the row says so. */
  readonly trustedLaunch?: 'probable';
  readonly armTrustedLaunch?: true;
  readonly securityType?: SecurityType;
  readonly plan?: MarketplaceFacts['plan'];
  readonly planPublisher?: string;
  readonly sure: 'A' | 'B' | 'C';
  readonly source: string;
}

interface ImageGroup {
  /** Lower case; absent: every publisher. */
  readonly publisher?: string | RegExp;
  /** Expressions take long to make, and an image is of one publisher. */
  readonly rows: () => readonly ImageRow[];
}

const linux = { os: 'linux' } as const;
const windows = { os: 'windows' } as const;
const x64 = { architecture: 'x64' } as const;
// Every Gen1 image found is x64, every Arm64 one Gen2.
const gen1 = { generation: 1, ...x64 } as const;
const gen2 = { generation: 2, ...x64 } as const;
const arm64 = { generation: 2, architecture: 'arm64' } as const;
const probable = { trustedLaunch: 'probable' } as const;

/** All patterns are lower case, as the texts that they are tested on. */
const imageGroups: readonly ImageGroup[] = [
  {
    rows: () => [
      { name: /arm64|aarch64|[-_]arm(?![a-z0-9])/, ...arm64, sure: 'A', source: 'ALAR, CAN' },
      { sku: /(?<![a-z])gen1(?![a-z0-9])/, ...gen1, sure: 'A', source: 'ALAR, CAN' },
      { sku: /gen2(?!\d)/, generation: 2, sure: 'A', source: 'ALAR, CAN' },
      { sku: /[-_]g2(?![a-z0-9])/, generation: 2, sure: 'A', source: 'G2, RUN' },
      { sku: /-gensecond(?![a-z])/, generation: 2, sure: 'A', source: 'G2' },
      { sku: /-gs(?![a-z0-9])/, generation: 2, sure: 'B', source: 'PATCH' },
      {
        name: /(?<![a-z0-9])cvm(?![a-z0-9])/,
        ...gen2,
        confidential: true,
        sure: 'A',
        source: 'CAN',
      },
    ],
  },
  {
    publisher: 'canonical',
    rows: () => [
      // Offers of the old style, where bare means Gen1.
      {
        offer: 'ubuntuserver',
        sku: /^18\.04/,
        ...gen1,
        sure: 'A',
        source: 'Azure/azure-cli 17599',
      },
      { offer: /^ubuntuserver/, ...gen1, sure: 'B', source: 'PATCH' },
      { offer: /-confidential-vm-/, ...gen2, confidential: true, sure: 'B', source: 'PATCH' },
      { offer: /^0001-com-ubuntu-server-(focal|jammy)$/, ...gen1, sure: 'A', source: 'ALAR, CAN' },
      { offer: /^0001-com-ubuntu-minimal-(focal|jammy)$/, ...gen1, sure: 'A', source: 'ALAR' },
      { offer: '0001-com-ubuntu-pro-jammy', ...gen1, sure: 'B', source: 'PATCH' },
      { offer: /^0001-com-ubuntu-pro-.*(bionic|focal|fips)/, ...gen1, sure: 'A', source: 'CAN' },
      { offer: /^0001-com-/, ...gen1, sure: 'B', source: 'WAL, Azure/avdaccelerator' },
      // Offers of the new style, where bare means Gen2: GB200 images are Arm64 without saying so.
      { offer: /^ubuntu-/, sku: /specialized-hardware/, ...arm64, sure: 'A', source: 'CAN' },
      { offer: /^ubuntu-(22_04|24_04|26_04)-lts$/, ...gen2, sure: 'A', source: 'ALAR, CAN, RUN' },
      { offer: 'ubuntu-pro-26_04-lts', ...gen2, sure: 'A', source: 'CAN' },
      { offer: 'ubuntu-25_10', ...gen2, sure: 'A', source: 'ALAR, CAN' },
      { offer: /^ubuntu-(pro-)?\d\d_\d\d(-|$)/, ...gen2, sure: 'B', source: 'CAN, WAL' },
      { offer: /^ubuntuserver|^0001-com-/, ...probable, sure: 'A', source: 'TL' },
      {
        offer: /^ubuntu-/,
        ...probable,
        armTrustedLaunch: true,
        sure: 'C',
        source: 'TL names releases up to 23.10; TLF: Arm64 images have it',
      },
      { offer: 'ubuntuserver', plan: 'none', sure: 'A', source: 'FIND' },
      {
        offer: /^0001-com-ubuntu-pro-/,
        plan: 'required',
        planPublisher: 'canonical',
        sure: 'A',
        source: 'CAN',
      },
      {
        offer: /^ubuntu-/,
        sku: /^ubuntu-pro(-minimal)?-fips/,
        plan: 'none',
        sure: 'A',
        source: 'CAN, golden FIPS images',
      },
      {
        name: /ubuntu-pro/,
        plan: 'unclear',
        planPublisher: 'canonical',
        sure: 'C',
        source: 'samples disagree',
      },
      { offer: /^0001-com-ubuntu-|^ubuntu-\d\d_\d\d/, plan: 'none', sure: 'C', source: 'GK' },
      { ...linux, sure: 'A', source: 'CAN' },
    ],
  },
  {
    publisher: 'debian',
    rows: () => [
      { offer: /^debian-1[123]$/, sku: /^1\d(-backports)?$/, ...gen1, sure: 'A', source: 'ALAR' },
      { offer: /^debian-1[0123]/, sku: /^1\d(-backports)?$/, ...gen1, sure: 'B', source: 'LISA' },
      { offer: /^debian-/, ...x64, sure: 'A', source: 'ALAR' },
      { offer: /^debian-1[12]/, ...probable, sure: 'A', source: 'TL' },
      {
        offer: /^debian-13/,
        ...probable,
        armTrustedLaunch: true,
        sure: 'A',
        source: 'debian-cloud mailing list, 2025-11',
      },
      { ...linux, plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    publisher: 'credativ',
    rows: () => [
      { offer: 'debian', sku: /^[789](-backports)?$/, ...gen1, sure: 'C', source: 'GK' },
      { ...linux, plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    publisher: 'redhat',
    rows: () => [
      { offer: 'rhel', sku: /^(7\.6|7\.8|8_9|9_7|10_1)$/, ...gen1, sure: 'A', source: 'ALAR' },
      {
        offer: 'rhel',
        sku: /^\d+([._]\d+|-lvm|-raw)?$/,
        ...gen1,
        sure: 'B',
        source: 'ALAR, PATCH',
      },
      { offer: 'rhel-raw', sku: /^\d+([._]\d+|-raw)$/, ...gen1, sure: 'A', source: 'ALAR' },
      { offer: 'rhel-byos', sku: /^rhel-lvm\d+$/, ...gen1, sure: 'B', source: 'STR' },
      { offer: /^rhel-(sap-)?ha$/, sku: /^\d+([._]\d+)?$/, ...gen1, sure: 'A', source: 'ALAR' },
      { offer: 'rhel-sap-apps', sku: /^\d+([._]\d+)?$/, ...gen1, sure: 'B', source: 'PATCH' },
      { offer: /^rhel/, ...x64, sure: 'A', source: 'ALAR' },
      {
        sku: /^(rhel-lvm)?(8[-_.]?([6-9]|10)|(9|10)[-_.]?\d|(8|9|10)-(lvm|raw|lbr))/,
        ...probable,
        sure: 'A',
        source: 'TL',
      },
      {
        offer: 'rhel-byos',
        plan: 'required',
        planPublisher: 'redhat',
        sure: 'A',
        source: 'JSON',
      },
      {
        offer: /^rhel(-raw|-arm64|-ha|-sap-ha|-sap-apps)?$/,
        plan: 'none',
        sure: 'C',
        source: 'GK',
      },
      { ...linux, sure: 'A', source: 'ALAR' },
    ],
  },
  {
    publisher: 'suse',
    rows: () => [
      // The sku of today's offers is gen1 or gen2 itself.
      { offer: /^sles(-byos)?$/, sku: /^\d+(-sp\d)?$/, ...gen1, sure: 'C', source: 'GK' },
      { offer: /^(sles|opensuse-leap)/, ...x64, sure: 'A', source: 'ALAR, LISA' },
      { offer: /^sles(-sap)?-(15-sp[3-9]|16-)/, ...probable, sure: 'A', source: 'TL' },
      { offer: /-byos$/, plan: 'required', sure: 'C', source: 'GK' },
      { offer: /^(sles|opensuse-leap)/, plan: 'none', sure: 'C', source: 'GK' },
      { ...linux, sure: 'A', source: 'ALAR' },
    ],
  },
  {
    publisher: 'oracle',
    rows: () => [
      {
        offer: 'oracle-linux',
        sku: /^(ol\d+|\d+\.\d+)(-lvm)?$/,
        ...gen1,
        sure: 'B',
        source: 'LISA, WAL',
      },
      { offer: 'oracle-linux', ...x64, sure: 'B', source: 'LISA' },
      { sku: /^ol(8_?([3-9]|10)|9|10)/, ...probable, sure: 'A', source: 'TL' },
      { offer: 'oracle-linux', ...linux, plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    publisher: 'almalinux',
    rows: () => [
      { offer: 'almalinux', sku: /^\d+(_\d+)?$/, ...gen1, sure: 'B', source: 'WAL' },
      { offer: 'almalinux-hpc', sku: /^\d+_\d+-hpc$/, ...gen1, sure: 'B', source: 'PATCH' },
      { offer: /^almalinux(-x86_64|-hpc)?$/, ...x64, sure: 'A', source: 'ALAR, PATCH' },
      { sku: /^(8_([7-9]|10)|(9|10)_|(8|9|10)-)/, ...probable, sure: 'A', source: 'TL' },
      { offer: 'almalinux-hpc', plan: 'required', sure: 'B', source: 'ComputeCanada/magic_castle' },
      { ...linux, plan: 'unclear', sure: 'C', source: 'samples disagree' },
    ],
  },
  {
    publisher: 'resf',
    rows: () => [
      {
        offer: 'rockylinux-x86_64',
        sku: /^\d+-(base|lvm)$/,
        ...gen2,
        sure: 'C',
        source: 'STR, GK',
      },
      { offer: 'rockylinux-x86_64', ...x64, sure: 'A', source: 'offer name' },
      { ...linux, plan: 'required', sure: 'B', source: 'STR, Azure/ArtistAnywhere' },
    ],
  },
  {
    publisher: 'erockyenterprisesoftwarefoundationinc1653071250513',
    rows: () => [
      { ...linux, plan: 'required', sure: 'B', source: 'mesosphere/konvoy-image-builder' },
    ],
  },
  {
    publisher: 'ciq',
    rows: () => [{ ...linux, ...probable, plan: 'unclear', sure: 'C', source: 'TL' }],
  },
  {
    publisher: 'openlogic',
    rows: () => [
      { offer: /^centos(-hpc)?$/, sku: /^\d+[._]\d+$/, ...gen1, sure: 'B', source: 'WAL, FIND' },
      { offer: /^centos/, ...x64, sure: 'B', source: 'WAL' },
      { ...linux, plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    publisher: 'microsoftcblmariner',
    rows: () => [
      {
        offer: 'cbl-mariner',
        sku: /^cbl-mariner-[12](-fips)?$/,
        ...gen1,
        sure: 'B',
        source: 'PATCH',
      },
      {
        offer: 'azure-linux-3',
        sku: /^azure-linux-3(-fips)?$/,
        ...gen1,
        sure: 'A',
        source: 'ALAR',
      },
      { ...x64, sure: 'B', source: 'ALAR, PATCH, VMSS' },
      { offer: 'cbl-mariner', ...probable, sure: 'A', source: 'TL' },
      { ...linux, plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    // The opposite of azure-linux-3 above: here bare means Gen2.
    publisher: 'microsoftazurelinux',
    rows: () => [
      { offer: 'azurelinux-4', sku: '4', ...gen2, sure: 'B', source: 'FIND, KIB' },
      { offer: 'azurelinux-4', ...x64, sure: 'B', source: 'FIND' },
      { ...linux, plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    publisher: 'kinvolk',
    rows: () => [
      { offer: 'flatcar-container-linux-corevm', ...arm64, sure: 'B', source: 'WAL' },
      { offer: 'flatcar-container-linux-corevm-amd64', ...x64, sure: 'C', source: 'offer name' },
      {
        offer: /^(flatcar-container-linux(-free)?|flatcar_pro)$/,
        sku: /^(stable|beta|alpha|lts\d*)$/,
        ...gen1,
        sure: 'B',
        source: 'KIB',
      },
      {
        offer: /^(flatcar-container-linux(-free)?|flatcar_pro)$/,
        ...x64,
        sure: 'B',
        source: 'KIB',
      },
      { offer: /-corevm/, plan: 'none', sure: 'A', source: 'kubermatic/machine-controller 2021' },
      { offer: /^flatcar-container-linux(-free)?$/, plan: 'required', sure: 'A', source: 'KIB' },
      { offer: 'flatcar_pro', plan: 'required', sure: 'C', source: 'GK' },
      { ...linux, sure: 'A', source: 'KIB' },
    ],
  },
  {
    publisher: 'microsoft-dsvm',
    rows: () => [
      { offer: 'aml-workstation', sku: 'ubuntu-20', ...gen1, sure: 'B', source: 'PATCH' },
      { offer: 'ubuntu-hpc', sku: '2204', ...gen2, sure: 'C', source: 'GK' },
      { offer: /^(aml-workstation|ubuntu-hpc)$/, ...linux, ...x64, sure: 'B', source: 'PATCH' },
      {
        offer: /^dsvm-win-20(19|22)$/,
        sku: /^(win)?server-20(19|22)$/,
        ...gen2,
        sure: 'C',
        source: 'GK',
      },
      { offer: /^dsvm-win-/, ...windows, ...x64, sure: 'C', source: 'AVM' },
    ],
  },
  {
    publisher: 'microsoftwindowsserver',
    rows: () => [
      {
        offer: 'windowsserver',
        sku: '2022-datacenter-azure-edition',
        ...gen2,
        securityType: 'TrustedLaunchAndConfidentialVmSupported',
        sure: 'A',
        source: 'TLF',
      },
      { sku: /azure-edition/, ...gen2, sure: 'B', source: 'PATCH, AVM, KIB' },
      {
        offer: 'windowsserver',
        sku: /^20(22|25)-datacenter(-core|-server-core|-smalldisk|-with-containers)*$/,
        ...gen1,
        sure: 'A',
        source: 'RUN, KIB',
      },
      {
        offer: 'windowsserver',
        sku: /^20(12|12-r2|16|19)-datacenter(-core|-server-core|-smalldisk|-with-containers)*$/,
        ...gen1,
        sure: 'B',
        source: 'PATCH, VMSS',
      },
      { offer: 'windowsserver', sku: /^2008-r2-sp1/, ...gen1, sure: 'C', source: 'GK' },
      { sku: /^(windows-server-)?20(16|19|22|25)-/, ...probable, sure: 'A', source: 'TL' },
      { offer: /-previews$/, plan: 'required', sure: 'C', source: 'GK, KIB 1630' },
      { offer: 'windowsserver', plan: 'none', sure: 'A', source: 'FIND, TLF, KIB 1641' },
      { ...windows, ...x64, sure: 'A', source: 'FIND' },
    ],
  },
  {
    publisher: 'microsoftwindowsdesktop',
    rows: () => [
      {
        offer: 'office-365',
        sku: /^win11-/,
        ...gen2,
        sure: 'A',
        source: 'Get-AzVMAvailability 191',
      },
      // Windows 11 starts on Gen2 only, whatever the sku says.
      { offer: 'windows-11', ...gen2, sure: 'B', source: 'AutomatedLab 1638, dotnet/arcade 9320' },
      { sku: /^win11-/, ...gen2, sure: 'B', source: 'AutomatedLab 1638, STR' },
      {
        offer: /^(windows-10|office-365)$/,
        sku: /^(win10|rs\d|\d\dh\d)-/,
        ...gen1,
        sure: 'B',
        source: 'redhat-developer/mapt 489, Azure/avdaccelerator',
      },
      { offer: 'windows-ent-cpc', sku: /^win10-/, ...gen1, sure: 'C', source: 'STR' },
      {
        name: /^(windows-1[01]|office-365|windows-ent-cpc) |win(dows)?-?1[01]/,
        ...probable,
        sure: 'A',
        source: 'TL',
      },
      { offer: /preview/, plan: 'unclear', sure: 'C', source: 'no sample' },
      { ...windows, ...x64, plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    publisher: 'microsoftvisualstudio',
    rows: () => [
      {
        sku: /(?<![a-z0-9])win11(?![a-z0-9])/,
        ...gen2,
        ...probable,
        sure: 'B',
        source: 'AVM, STR',
      },
      {
        offer: /^visualstudio(2022|2019latest)$/,
        sku: /^vs-\d{4}-.*-ws20\d\d$/,
        ...gen1,
        sure: 'C',
        source: 'GK',
      },
      { sku: /(?<![a-z0-9])(win10|ws20(16|19|22|25))(?!\d)/, ...probable, sure: 'A', source: 'TL' },
      { ...windows, ...x64, plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    publisher: 'microsoftsqlserver',
    rows: () => [
      {
        offer: /^sql(2017-ws2019|2019-ws2022|2022-ws2022)$/,
        sku: 'enterprise',
        ...gen1,
        sure: 'B',
        source: 'VMSS',
      },
      {
        offer: /^sql(2017-ws2019|2019-ws2022|2022-ws2022)$/,
        sku: /^(standard|sqldev)$/,
        ...gen1,
        sure: 'C',
        source: 'VMSS, GK',
      },
      { offer: /-ws20(16|19|22|25)/, ...probable, sure: 'A', source: 'TL' },
      { offer: /-ws20\d\d/, ...windows, ...x64, sure: 'B', source: 'VMSS' },
      { plan: 'none', sure: 'C', source: 'GK' },
    ],
  },
  {
    publisher: 'center-for-internet-security-inc',
    rows: () => [{ plan: 'required', sure: 'C', source: 'GK' }],
  },
  {
    publisher: /^(bitnami|paloaltonetworks)$/,
    rows: () => [{ plan: 'required', sure: 'A', source: 'FIND' }],
  },
  {
    publisher: /^microsoft/,
    rows: () => [
      { offer: /-previews$/, plan: 'required', sure: 'C', source: 'GK' },
      { name: /(?<![a-z])win1[01]|-ws20\d\d/, ...windows, sure: 'C', source: 'GK' },
    ],
  },
  {
    rows: () => [
      { name: /windows/, ...windows, sure: 'C', source: 'GK' },
      {
        name: /linux|ubuntu|debian|rhel|red-?hat|centos|suse|(?<![a-z])sles|rocky|flatcar|mariner|cis-oracle/,
        ...linux,
        sure: 'C',
        source: 'GK',
      },
    ],
  },
];

/**
 * What the name of a marketplace image tells, in any case of its letters.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage
 */
export function describeMarketplaceImage(urn: {
  publisher: string;
  offer: string;
  sku: string;
}): MarketplaceFacts {
  const rows = fittingRows(
    urn.publisher.toLowerCase(),
    urn.offer.toLowerCase(),
    urn.sku.toLowerCase(),
  );
  const generationRow = rows.find((row) => row.generation !== undefined);
  const generation = generationRow?.generation;
  const generationSure = generationRow !== undefined && generationRow.sure !== 'C';
  const architecture = stated(rows, 'architecture');
  const confidential = stated(rows, 'confidential') === true;
  const planRow = rows.find((row) => row.plan !== undefined);
  const planPublisher = planRow?.planPublisher;
  const knowsArm = stated(rows, 'armTrustedLaunch') === true;
  const plain2 = generation === 2 && (architecture !== 'arm64' || knowsArm) && !confidential;
  const gen1Launch = generation === 1 && generationSure ? 'no' : undefined;
  return {
    os: stated(rows, 'os'),
    generation,
    generationSure,
    architecture,
    confidential,
    trustedLaunch: plain2 ? stated(rows, 'trustedLaunch') : gen1Launch,
    securityType:
      stated(rows, 'securityType') ??
      (confidential ? 'ConfidentialVMSupported' : gen1Launch && 'none'),
    plan: planRow?.plan ?? 'unclear',
    ...(planPublisher !== undefined && planPublisher !== urn.publisher && { planPublisher }),
  };
}

const facts = [
  'os',
  'generation',
  'architecture',
  'confidential',
  'trustedLaunch',
  'armTrustedLaunch',
  'securityType',
  'plan',
] as const;

const rowsOf = remembered((group: ImageGroup) => group.rows());

/** The rows that fit and state something that none before them does. */
function fittingRows(publisher: string, offer: string, sku: string): readonly ImageRow[] {
  const open = new Set<keyof ImageRow>(facts);
  const name = `${offer} ${sku}`;
  return imageGroups
    .filter((group) => fits(group.publisher, publisher))
    .flatMap(rowsOf)
    .filter((row) => {
      const news = facts.filter((fact) => row[fact] !== undefined && open.has(fact));
      if (news.length === 0) return false;
      if (!fits(row.offer, offer) || !fits(row.sku, sku) || !fits(row.name, name)) return false;
      for (const fact of news) open.delete(fact);
      return true;
    });
}

function fits(pattern: string | RegExp | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  return typeof pattern === 'string' ? pattern === text : pattern.test(text);
}

function stated<Fact extends keyof ImageRow>(
  rows: readonly ImageRow[],
  fact: Fact,
): ImageRow[Fact] | undefined {
  return rows.find((row) => row[fact] !== undefined)?.[fact];
}
