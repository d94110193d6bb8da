/**
 * Sizes of the OS disks of marketplace images in GB, as of 2026-11-26. A VM can have a larger disk than its image, not a smaller one.
 * Sources: https://learn.microsoft.com/azure/virtual-machines/windows/expand-os-disk (127 GB for Windows),
 * https://learn.microsoft.com/troubleshoot/azure/virtual-machines/default-size-images-changed-30-gb (smalldisk),
 * Azure/azure-sdk-for-python 23051 (the answer of the service); Ubuntu and Debian: general knowledge (30 GB).
 */
interface DiskRow {
  /** In lower case, as the texts that all of them are tested on. */
  readonly publisher: string;
  readonly offer: RegExp;
  readonly sku?: RegExp;
  readonly gigabytes: number;
}

/** The first that fits counts. Images for Cloud PCs (windows-ent-cpc) have disks of several sizes. */
const rows: readonly DiskRow[] = [
  {
    publisher: 'microsoftwindowsserver',
    offer: /^windowsserver$/,
    sku: /smalldisk/,
    gigabytes: 30,
  },
  { publisher: 'microsoftwindowsserver', offer: /^windowsserver$/, gigabytes: 127 },
  { publisher: 'microsoftwindowsdesktop', offer: /^(windows-1[01]|office-365)$/, gigabytes: 127 },
  { publisher: 'canonical', offer: /^(ubuntuserver$|0001-com-ubuntu-|ubuntu-)/, gigabytes: 30 },
  { publisher: 'debian', offer: /^debian-\d+/, gigabytes: 30 },
];

/** The size of the OS disk of a marketplace image in GB; undefined where it is not known. */
export function osDiskSize(urn: {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
}): number | undefined {
  const [publisher, offer, sku] = [urn.publisher, urn.offer, urn.sku].map((one) =>
    one.toLowerCase(),
  );
  return rows.find(
    (row) =>
      row.publisher === publisher &&
      row.offer.test(offer ?? '') &&
      (row.sku?.test(sku ?? '') ?? true),
  )?.gigabytes;
}
