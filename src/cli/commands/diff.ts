/** `aibgen diff`: what a build would change, and the effect of each change. */
import { diagnose, hasErrors } from '../../diagnostics/diagnostic';
import { createSpill, type Kept } from '../../disk/spill';
import { folderPath } from '../../lib/paths';
import { selectSpecs } from '../../project/find-specs';
import type { SpecOptions } from '../../spec/spec-options';
import { outputsBefore, removedImage } from '../diff/diff-image';
import { diffMarkdown, diffText } from '../diff/diff-formats';
import { diffWork } from '../diff/diff-work';
import type { ImageDiff } from '../diff/image-diff';
import { runSpecs, specOptionsOf } from '../fleet/run-specs';
import { exit, type Io } from '../io';
import { paintChanges } from '../paint-changes';
import { printImages } from '../print-images';
import { readTemplates } from '../read-user-templates';
import { report } from '../report';

export interface DiffOptions extends SpecOptions {
  readonly out: string;
  /** The folder of the user's templates. */
  readonly templates?: string;
  readonly against?: string;
  readonly format: 'text' | 'json' | 'markdown';
}

/** Runs the command; returns its exit code. */
export async function diff(io: Io, args: readonly string[], options: DiffOptions): Promise<number> {
  const { against, format } = options;
  const selection = await selectSpecs(io.host, args, options.out);
  const out = folderPath(options.out);
  const commit = against === undefined ? undefined : await commitOf(io, against);
  const { own, diagnostics: ofTemplates } = await readTemplates(io.host, options.templates);
  const whole = format === 'json';
  const { keep, print } = createPrinter(io, format);
  const run = await runSpecs(io, selection, {
    work: diffWork,
    options: { ...specOptionsOf(options), out, commit, templates: options.templates, whole },
    jobs: selection.specs.map((spec) => ({ spec })),
    keep: (one) => one && { diagnostics: one.diagnostics, diff: one.diff && keep(one.diff) },
    templates: own,
  });
  const isUnknown = against !== undefined && commit === undefined;
  const diagnostics = [
    ...run.diagnostics,
    ...ofTemplates,
    ...(isUnknown ? [diagnose('AIB920', { ref: against }, {})] : []),
  ];
  const code = report(io, diagnostics, 'text', false, 'with the rest');
  if (hasErrors(diagnostics)) return code;
  const failed = run.images.flatMap(({ result }) => result?.diagnostics ?? []);
  if (hasErrors(failed)) return report(io, failed, 'text', false);
  const built = new Set(run.images.map(({ folder }) => folder));
  const before = outputsBefore(io.host, out, commit);
  const removed = (selection.folders ? before.folders() : []).flatMap((name) => {
    const gone = built.has(name) ? undefined : removedImage(before, out, name, whole);
    return gone ? [keep(gone)] : [];
  });
  const all = [...run.images.flatMap(({ result }) => result?.diff ?? []), ...removed];
  print(all.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  return exit.done;
}

async function commitOf(io: Io, ref: string): Promise<string | undefined> {
  const git = await import('../../disk/git');
  return git.commitOf(io.host.cwd, ref);
}

/** What changes of an image; in JSON it has whole templates, and waits in a file. */
type KeptDiff = { readonly name: string } & (
  { readonly diff: ImageDiff } | { readonly text: Kept }
);

interface Printer {
  readonly keep: (diff: ImageDiff) => KeptDiff;
  readonly print: (images: readonly KeptDiff[]) => void;
}

function createPrinter(io: Io, format: DiffOptions['format']): Printer {
  if (format === 'json') {
    const spill = createSpill();
    function* parsed(images: readonly KeptDiff[]) {
      for (const one of images) if ('text' in one) yield JSON.parse(spill.text(one.text));
    }
    return {
      keep: (diff) => ({ name: diff.name, text: spill.keep(JSON.stringify(diff)) }),
      print: (images) => printImages(io, parsed(images)),
    };
  }
  return {
    keep: (diff) => ({ name: diff.name, diff }),
    print: (images) => {
      const all = images.flatMap((one) => ('diff' in one ? [one.diff] : []));
      io.stdout(format === 'text' ? paintChanges(diffText(all), io.colourData) : diffMarkdown(all));
    },
  };
}
