// The licences of the packages that the bundles contain: theirs ask that the text goes with every copy.
import { readdirSync, readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';

/** Folders of the packages (`node_modules/yaml`) of which something is in a bundle. */
function packagesOf(metafiles: readonly Metafile[]): readonly string[] {
  const folders = metafiles
    .flatMap((one) => Object.keys(one.inputs))
    .map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].toSorted();
}

/** The notices of all packages in some bundles, from what esbuild says of each (`metafile`). */
export function notices(metafiles: readonly Metafile[]): string {
  const entries = packagesOf(metafiles).map((folder) => {
    const { name, version, license }: Record<string, string> = JSON.parse(
      readFileSync(`${folder}/package.json`, 'utf8'),
    );
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`${name} has no licence file`);
    const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `aibgen contains these packages.\n\n${entries.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
