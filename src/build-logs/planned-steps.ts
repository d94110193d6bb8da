/** An image -> the steps that its build runs, and where in the spec each of their lines is. */
import type { Span } from '../diagnostics/source';
import type { Image } from '../image/image';
import type { Step, Validator } from '../image/model-types';
import { addressOf, inlineOf } from '../image/step-content';
import { besideFile } from '../lib/paths';
import { literalText, type Sourced, type Text, textKey } from '../value/value';

/** A step of the template. */
export interface PlannedStep {
  readonly name: string;
  /** As the template has it: `Shell`. */
  readonly kind: string;
  /** As Packer calls it: `shell`. */
  readonly provisioner: string;
  /** As in `customize[0]`, in the file that has it. */
  readonly path: string;
  /** Where it is; absent for a step that aibgen adds. */
  readonly span: Span | undefined;
  /** The lines of its inline script. */
  readonly lines: readonly ScriptLine[];
  /** The script's own file, where the spec names it by path. */
  readonly scriptFile: string | undefined;
  /** True where its text is part of the commands: lines of what Packer runs are not lines of the file. */
  readonly embedded: boolean;
  /** The address of its script or file. */
  readonly uri: string | undefined;
}

/** A line of an inline script. */
export interface ScriptLine {
  /** Absent where parameters are in it. */
  readonly text: string | undefined;
  /** The value of the spec in which it is. */
  readonly span: Span | undefined;
  /** Which line of that value it is, from 0. */
  readonly index: number;
}

/** The steps of a build. */
export interface BuildPlan {
  readonly customize: readonly PlannedStep[];
  /** Packer's word for the step with which the service generalizes the machine; absent where nothing is built. */
  readonly generalize: string | undefined;
  readonly validate: readonly PlannedStep[];
}

/** Packer's words for the kinds of steps. */
export const provisioners = {
  Shell: 'shell',
  PowerShell: 'powershell',
  File: 'file',
  WindowsRestart: 'windows-restart',
  WindowsUpdate: 'windows-update',
} as const;

/** The steps of an image, in the order in which they run. */
export function buildPlan(image: Image): BuildPlan {
  const { customize, validate } = image.properties;
  const validations = validate?.fields.inVMValidations?.items ?? [];
  const only = validate?.fields.sourceValidationOnly;
  const plan = {
    validate: validations.map((step, index) => plannedStep(step, `validate[${index}]`)),
  };
  if (only?.kind === 'boolean' && only.value) {
    return { ...plan, customize: [], generalize: undefined };
  }
  return {
    ...plan,
    customize: (customize?.items ?? []).map((step, index) =>
      plannedStep(step, `customize[${index}]`),
    ),
    generalize: image.facts.os.value === 'windows' ? 'powershell' : 'shell',
  };
}

function plannedStep(step: Step | Validator, place: string): PlannedStep {
  const { fields, type, origin } = step;
  const isOfSpec = origin.kind === 'spec';
  const address = addressOf(step);
  const commands = inlineOf(step);
  const embedded = commands[0] && scriptFile(commands[0]);
  return {
    name: fields.name ? textKey(fields.name) : place,
    kind: type,
    provisioner: provisioners[type],
    path: isOfSpec ? origin.path : place,
    span: isOfSpec ? origin.span : undefined,
    // Commands that carry the text of a file stand where its path does: they are lines of no file.
    lines: embedded === undefined ? commands.reduce(addLines, []) : [],
    scriptFile: embedded ?? (address?.key === 'scriptUri' ? scriptFile(address.uri) : undefined),
    embedded: embedded !== undefined,
    uri: address && textKey(address.uri),
  };
}

/** Adds an entry of `inline`, which may itself have several lines. */
function addLines(lines: readonly ScriptLine[], entry: Sourced<Text>): readonly ScriptLine[] {
  const { span } = entry.origin;
  const before = lines.at(-1);
  const first = span && before?.span && isSame(before.span, span) ? before.index + 1 : 0;
  const literal = literalText(entry);
  const count = literal === undefined ? 1 : literal.split('\n').length;
  const added = Array.from({ length: count }, (_, index) => ({
    text: literal?.split('\n')[index],
    span,
    index: first + index,
  }));
  return [...lines, ...added];
}

function isSame(a: Span, b: Span): boolean {
  return a.source === b.source && a.start === b.start && a.end === b.end;
}

/** The file next to the spec from which a value was made, as an address or as its text: it is where the path is. */
function scriptFile({ origin: { span } }: Sourced<Text>): string | undefined {
  if (!span) return undefined;
  const written = span.source.text.slice(span.start, span.end).trim();
  const path = written.replace(/^(['"])(.*)\1$/, '$2').replaceAll('\\', '/');
  return /^\.{1,2}\/\S+$/.test(path) && !path.includes('{{')
    ? besideFile(span.source.path, path)
    : undefined;
}
