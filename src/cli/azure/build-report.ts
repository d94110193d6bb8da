/** What became of builds, for a CI system: annotations on the lines of the specs, and a summary in Markdown. */
import type { AzureImage, ImageResult } from '../../azure/azure-image';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { get, type Json, listAt, textAt } from '../../lib/json';
import { azureError, githubCommand, joined, type SafeText } from '../../lib/safe-text';
import { serviceLine } from '../../lib/service-text';
import { markdownTable } from '../../value/printers/markdown-printer';
import type { Io } from '../io';

/** The CI systems that annotations can be written for. */
export const annotationKinds = ['github', 'azure'] as const;

/** Where a command reports to. */
export interface ReportOptions {
  readonly annotate?: (typeof annotationKinds)[number];
  readonly summary?: string;
}

/** Errors as annotations on the lines that they are about. */
export function errorAnnotations(
  diagnostics: readonly Diagnostic[],
  kind: (typeof annotationKinds)[number],
): SafeText {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return joined(
    errors.map(({ code, file, hint, line, message }) => {
      const text = `${message} ${hint}`.trim();
      return annotation(kind, { title: code, text, ...(file === '' ? {} : { file, line }) });
    }),
  );
}

/** Prints annotations, and adds to the summary. `images` tell the specs of the results. */
export function reportBuilds(
  io: Io,
  results: readonly ImageResult[],
  images: readonly AzureImage[],
  { annotate, summary }: ReportOptions,
): void {
  if (annotate !== undefined) {
    const specs = new Map(images.map(({ name, spec }) => [name, spec]));
    const all = results.flatMap((one) => annotations(one, specs.get(one.name), annotate));
    io.stdout(joined(all));
  }
  if (summary === undefined || results.length === 0) return;
  const before = io.host.readFile(summary);
  const text = before ? `${new TextDecoder().decode(before).trimEnd()}\n\n` : '';
  io.host.writeFile(summary, `${text}${summaryText(results)}`);
}

function hasFailed({ problems = [], state }: ImageResult): boolean {
  return problems.length > 0 || /^(?:failed|partiallysucceeded|canceled|refused)$/i.test(state);
}

function annotations(
  result: ImageResult,
  spec: string | undefined,
  kind: (typeof annotationKinds)[number],
): readonly SafeText[] {
  if (!hasFailed(result)) return [];
  const { data, name, state } = result;
  const causes = listAt(data, 'causes');
  if (causes.length === 0) {
    const message = textAt(data, 'message') ?? '';
    const text = `The build of ${name}: ${state}. ${message}`.trim();
    return [annotation(kind, { title: name, text, ...(spec === undefined ? {} : { file: spec }) })];
  }
  return causes.map((cause) =>
    annotation(kind, {
      title: `${name}: ${textAt(cause, 'code') ?? ''}`,
      text: [textAt(cause, 'message'), textAt(cause, 'hint')].filter(Boolean).join(' '),
      ...placeOf(cause),
    }),
  );
}

function placeOf(cause: Json): { readonly file?: string; readonly line?: number } {
  const file = textAt(cause, 'file');
  const line = get(cause, 'line');
  return file === undefined ? {} : { file, ...(typeof line === 'number' ? { line } : {}) };
}

interface Annotation {
  readonly title: string;
  readonly text: string;
  readonly file?: string;
  readonly line?: number;
}

function annotation(
  kind: (typeof annotationKinds)[number],
  { file, line = 1, text, title }: Annotation,
): SafeText {
  const message = serviceLine(text);
  if (kind === 'github') {
    const place = file === undefined ? {} : { file, line };
    return githubCommand('error', { ...place, title }, message);
  }
  const place = file === undefined ? {} : { sourcepath: file, linenumber: line };
  return azureError(place, `${title}: ${message}`);
}

function summaryText(results: readonly ImageResult[]): string {
  const rows = results.map((result) => {
    const { data, name, state } = result;
    const minutes = get(data, 'minutes');
    const [cause] = listAt(data, 'causes');
    const step = listAt(data, 'steps').find((one) => textAt(one, 'state') === 'failed');
    const why = hasFailed(result)
      ? [textAt(step, 'name'), textAt(cause, 'message') ?? textAt(data, 'message')]
          .filter((one) => one !== undefined)
          .join(': ')
      : '';
    const code = (text: string) => (text === '' ? '' : { code: serviceLine(text) });
    return [
      { code: name },
      state,
      typeof minutes === 'number' ? String(minutes) : '',
      code(runText(data)),
      code(why),
    ];
  });
  return `## Images\n\n${markdownTable([['Image', 'Result', 'Minutes', 'Run', 'Why'], ...rows])}\n`;
}

function runText(data: ImageResult['data']): string {
  return textAt(data, 'run') ?? '';
}
