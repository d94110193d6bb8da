/** `aibgen roles`: the rights of the identity with their reasons, or the rights that a change adds and removes. */
import type { SpecOptions } from '../../spec/spec-options';
import { hasErrors } from '../../diagnostics/diagnostic';
import { exit, type Io } from '../io';
import { report } from '../report';
import { resolveAll, type RunImage } from '../../project/resolve-all';
import { type RightChanges, rightChanges } from '../../rights/right-changes';
import {
  type Before,
  rolesDocument,
  type RolesDocument,
  rolesOfCommit,
  rolesOfFolder,
  rolesText,
  type RightEntry,
} from '../roles/roles-document';
import { someOf } from '../../lib/words';
import { joined, jsonForLog, jsonText, safe, type SafeText, safeText } from '../../lib/safe-text';
import { paintChanges } from '../paint-changes';
import { annotation, differenceText, rolesTables } from '../roles/roles-format';
import { selectSpecs } from '../../project/find-specs';
import { groupBy } from '../../lib/group-by';
import { folderPath } from '../../lib/paths';

export interface RolesOptions extends SpecOptions {
  readonly format: 'text' | 'json' | 'github';
  readonly against?: string;
}

/** Runs the command; returns its exit code. */
export async function roles(
  io: Io,
  args: readonly string[],
  options: RolesOptions,
): Promise<number> {
  const selection = await selectSpecs(io.host, args);
  const run = resolveAll(io.host, selection, options);
  const diagnostics = [...selection.diagnostics, ...run.diagnostics];
  // Data goes to stdout, so diagnostics go to stderr unless there is no data.
  const failed = hasErrors(diagnostics);
  const code = report(
    io,
    diagnostics,
    failed && options.format === 'json' ? 'json' : 'text',
    false,
    'with the rest',
  );
  if (failed) return code;
  if (options.against === undefined) {
    print(io, run.images, options.format);
    return exit.done;
  }
  const folders = args.filter((arg) => io.host.isFolder(arg)).map(folderPath);
  const before = io.host.isFolder(options.against)
    ? rolesOfFolder(io, folderPath(options.against), run.images)
    : await rolesOfCommit(io, options.against, selection.specs, folders, options);
  return printAgainst(io, run.images, before, options.against, options.format);
}

function print(io: Io, images: readonly RunImage[], format: RolesOptions['format']): void {
  const [only, ...more] = images;
  if (format === 'json') {
    const all = images.map((one) => ({ name: one.image.folder, ...rolesDocument(one) }));
    io.stdout(
      only && more.length === 0
        ? jsonForLog(rolesText(only))
        : safe`${jsonText({ images: all }, 2)}\n`,
    );
    return;
  }
  if (format === 'text') {
    const all = images.map((one) => ({ name: one.image.folder, document: rolesDocument(one) }));
    io.stdout(rolesTables(all));
    return;
  }
  const texts = images.flatMap((one) =>
    rolesDocument(one).rights.map((right) =>
      annotation('right', one.image.folder, one.spec, right),
    ),
  );
  io.stdout(joined(texts));
}

interface Change extends RightChanges<RightEntry> {
  readonly name: string;
  readonly spec: string;
  readonly before: RolesDocument | undefined;
  readonly after: RolesDocument | undefined;
}

function printAgainst(
  io: Io,
  images: readonly RunImage[],
  { documents, diagnostics }: Before,
  against: string,
  format: RolesOptions['format'],
): number {
  if (hasErrors(diagnostics))
    return report(io, diagnostics, format === 'json' ? 'json' : 'text', false);
  const after = new Map(images.map((one) => [one.image.folder, one]));
  const names = [...new Set([...after.keys(), ...documents.keys()])];
  const changes = names.map((name): Change => {
    const image = after.get(name);
    const states = [documents.get(name), image && rolesDocument(image)] as const;
    const spec = image?.spec ?? documents.get(name)?.spec ?? '';
    return { name, spec, before: states[0], after: states[1], ...rightChanges(...states) };
  });
  const text = changesText(changes, against, format);
  io.stdout(format === 'text' ? paintChanges(text, io.colourData) : text);
  return exit.done;
}

/** The differences as text; those that several images share are there once. */
function groupedText(changes: readonly Change[]): SafeText {
  return joined(
    [...groupBy(changes, differenceText)].map(([text, alike]) => {
      const names = alike.map((one) => one.name);
      const [name = ''] = names;
      const who = names.length === 1 ? name : `${names.length} images (${someOf(names, 10)})`;
      return safe`${safeText(who)}: ${text}`;
    }),
  );
}

function changesText(
  changes: readonly Change[],
  against: string,
  format: RolesOptions['format'],
): SafeText {
  if (format === 'json') {
    const all = changes.map(({ name, before, after, gained, lost }) => ({
      name,
      identity: after?.identity ?? null,
      identityBefore: before?.identity ?? null,
      gained,
      lost,
    }));
    return safe`${jsonText({ against, images: all }, 2)}\n`;
  }
  const same = changes.filter(({ gained, lost }) => gained.length + lost.length === 0);
  const listed =
    format === 'text' && same.length > 1 ? changes.filter((one) => !same.includes(one)) : changes;
  const head =
    listed.length === changes.length ? safe`` : safe`${same.length} images: the same rights.\n`;
  if (format === 'text') return joined([groupedText(listed), head]);
  const annotations = listed.flatMap(({ name, spec, gained, lost }) => {
    return [
      ...gained.map((right) => annotation('gained', name, spec, right)),
      ...lost.map((right) => annotation('lost', name, spec, right)),
    ];
  });
  return joined([...annotations, head]);
}
