/**
 * Marketplace images that are tagged for remote NVMe disks; Gen2 only, and no confidential ones.
 * @see https://learn.microsoft.com/azure/virtual-machines/enable-nvme-interface (2026-06-18, as of 2026-11-26)
 */

interface Row {
  /** In lower case; all that is given has to fit. */
  readonly publisher: string;
  readonly offer?: RegExp;
  readonly sku?: RegExp;
}

const rows: readonly Row[] = [
  { publisher: 'microsoftcblmariner', offer: /^azure-linux-3/ },
  { publisher: 'almalinux', offer: /^almalinux(-x86_64|-arm)?$/, sku: /^[89][-_]/ },
  { publisher: 'debian', offer: /^debian-1[12]/ },
  { publisher: 'oracle', offer: /^oracle-linux$/, sku: /^ol(79|8_?([5-9]|10)|9)/ },
  // `8-lvm` is the newest minor release of 8.
  {
    publisher: 'redhat',
    offer: /^rhel(-raw|-arm64)?$/,
    sku: /^(7[-_.]?9|8[-_.]?([6-9]|10)|9[-_.]?\d|[89]-(lvm|raw))/,
  },
  { publisher: 'suse', offer: /^(sles-(15-sp[4-9]|16-)|sles-sap-(15-sp[3-9]|16-))/ },
  {
    publisher: 'canonical',
    offer: /^ubuntu-(22_04|24_04)-lts|^0001-com-ubuntu-(server|minimal|pro)-(bionic|focal|jammy)/,
  },
  { publisher: 'canonical', offer: /^ubuntuserver$/, sku: /^18_04/ },
  { publisher: 'resf', offer: /^rockylinux-/, sku: /^[89]-/ },
  { publisher: 'microsoftwindowsserver', offer: /^windowsserver$/, sku: /^20(19|22|25)-/ },
  { publisher: 'microsoftwindowsdesktop', offer: /^(windows-1[01]|office-365)$/ },
];

/** Whether a marketplace image supports NVMe disks, by its names. */
export function supportsNvme(urn: { publisher: string; offer: string; sku: string }): boolean {
  const [publisher, offer, sku] = [urn.publisher, urn.offer, urn.sku].map((one) =>
    one.toLowerCase(),
  );
  return rows.some(
    (row) =>
      row.publisher === publisher &&
      (row.offer?.test(offer ?? '') ?? true) &&
      (row.sku?.test(sku ?? '') ?? true),
  );
}
