/** A key under which names meet that are one file on some system: Windows and macOS ignore case, macOS normalizes Unicode. */
export function fileNameKey(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}
