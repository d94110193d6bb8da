import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export const root = path.join(__dirname, '..', '..');
export const outFolder = path.join(root, 'out');
export const specsFolder = path.join(root, 'specs');

/** The example specs and what stands beside them, by their paths in `specs/`. */
export const specFiles: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(specsFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(specsFolder, file), readFileSync(file, 'utf8')]),
);

/** Those of them that are specs, and no bases or step files. */
export const specNames: readonly string[] = Object.keys(specFiles).filter((name) =>
  /^[^_].*\.yaml$/.test(path.basename(name)),
);

/** The folders of the checked-in images; the pipelines are beside them. */
export const imageNames: readonly string[] = readdirSync(outFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'pipelines')
  .map((entry) => entry.name);

/** Where an image is evaluated: in the subscription and group that its spec names, if it does. */
export function placeOf(image: string) {
  const manifest: { spec: string } = JSON.parse(
    readFileSync(path.join(outFolder, image, '.aibgen.json'), 'utf8'),
  );
  const files = readdirSync(specsFolder, { recursive: true, encoding: 'utf8' });
  const file = files.find((one) => path.basename(one) === manifest.spec) ?? manifest.spec;
  const spec: { subscription?: string; resourceGroup?: string } = parse(
    readFileSync(path.join(specsFolder, file), 'utf8'),
  );
  return {
    subscriptionId: spec.subscription ?? '11111111-2222-3333-4444-555555555555',
    resourceGroup: spec.resourceGroup ?? 'image-rg',
    location: 'westeurope',
  };
}
