/** The outputs as a file to save. */
import { strToU8, zipSync } from 'fflate';

/** Saves the files of an output folder as `out.zip`. */
export function downloadZip(outputs: Readonly<Record<string, string>>): void {
  const files = Object.entries(outputs).map(([file, text]) => [`out/${file}`, strToU8(text)]);
  const zip = new Blob([zipSync(Object.fromEntries(files))], { type: 'application/zip' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(zip);
  link.download = 'out.zip';
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}
