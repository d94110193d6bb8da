/** `aibgen roles`: the rights of the identity with their reasons, or the rights that a change adds and removes. */
import type { SpecOptions } from '../../spec/spec-options';
import { hasErrors } from '../../diagnostics/diagnostic';
import { exit, type Io } from '../io';
import { report } from '../report';
import { runSpecs, specOptionsOf } from '../fleet/run-specs';
import { printImages } from '../print-images';
import { type RightChanges, rightChanges } from '../../rights/right-changes';
import { createSpill } from '../../disk/spill';
import { type Before, rolesOfCommit, rolesOfFolder } from '../roles/roles-before';
import type { RightEntry, RolesDocument } from '../roles/roles-document';
import { rolesWork } from '../roles/roles-work';
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

/** An image whose rights wait in a file: those of a fleet are more than memory should hold. */
interface NamedRoles {
  readonly name: string;
  readonly spec: string;
  /** The text of `roles.json`. */
  readonly text: () => string;
}

/** Runs the command; returns its exit code. */
export async function roles(
  io: Io,
  args: readonly string[],
  options: RolesOptions,
): Promise<number> {
  const { against, format } = options;
  const selection = await selectSpecs(io.host, args);
  const spill = createSpill();
  const run = await runSpecs(io, selection, {
    work: rolesWork,
    options: specOptionsOf(options),
    jobs: selection.specs.map((spec) => ({ spec })),
    keep: (text) => (text === undefined ? undefined : spill.keep(text)),
  });
  const { diagnostics } = run;
  // Data goes to stdout, so diagnostics go to stderr unless there is no data.
  const failed = hasErrors(diagnostics);
  const shown = failed && format === 'json' ? 'json' : 'text';
  const code = report(io, diagnostics, shown, false, 'with the rest');
  if (failed) return code;
  const images = run.images.flatMap(({ folder, result, spec }): readonly NamedRoles[] =>
    result ? [{ name: folder, spec, text: () => spill.text(result) }] : [],
  );
  if (against === undefined) {
    print(io, images, format);
    return exit.done;
  }
  const folders = args.filter((arg) => io.host.isFolder(arg)).map(folderPath);
  const names = images.map(({ name }) => name);
  const before = io.host.isFolder(against)
    ? rolesOfFolder(io, folderPath(against), names)
    : await rolesOfCommit(io, against, selection.specs, folders, options);
  return printAgainst(io, images, before, against, format);
}

function rolesDocument({ text }: NamedRoles): RolesDocument {
  return JSON.parse(text());
}

/** Each image with its rights, one after the other. */
function* withRights(images: readonly NamedRoles[]) {
  for (const one of images) yield { ...one, document: rolesDocument(one) };
}

function print(io: Io, images: readonly NamedRoles[], format: RolesOptions['format']): void {
  const [only, ...more] = images;
  if (format === 'text') {
    io.stdout(rolesTables(withRights(images)));
  } else if (format === 'github') {
    for (const { document, name, spec } of withRights(images)) {
      io.stdout(joined(document.rights.map((right) => annotation('right', name, spec, right))));
    }
  } else if (only && more.length === 0) io.stdout(jsonForLog(only.text()));
  else printImages(io, named(images));
}

/** As in `--format json`. */
function* named(images: readonly NamedRoles[]) {
  for (const { document, name } of withRights(images)) yield { name, ...document };
}

interface Change extends RightChanges<RightEntry> {
  readonly name: string;
  readonly spec: string;
  readonly before: Pick<RolesDocument, 'identity'> | undefined;
  readonly after: Pick<RolesDocument, 'identity'> | undefined;
}

function printAgainst(
  io: Io,
  images: readonly NamedRoles[],
  before: Before,
  against: string,
  format: RolesOptions['format'],
): number {
  const after = new Map(images.map((one) => [one.name, one]));
  const names = [...new Set([...after.keys(), ...before.names])];
  const changes = names.map((name): Change => {
    const image = after.get(name);
    const was = before.read(name);
    const is = image && rolesDocument(image);
    return {
      name,
      spec: image?.spec ?? was?.spec ?? '',
      before: was && { identity: was.identity },
      after: is && { identity: is.identity },
      ...rightChanges<RightEntry>(was, is),
    };
  });
  const diagnostics = before.diagnostics();
  if (hasErrors(diagnostics))
    return report(io, diagnostics, format === 'json' ? 'json' : 'text', false);
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
