// Types the example specs into the editor byte by byte, and asks about each place: `npm run prefixes [-- pattern]`. Nothing may
// crash, point outside of the text, or differ for the line ends of Windows. Prints the processor time of each kind of answer.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { actionsFor } from '../src/editor/code-actions';
import { definitionsAt } from '../src/editor/definition';
import { formatEdits } from '../src/editor/format-edits';
import { hoverAt } from '../src/editor/hover';
import { offersAt } from '../src/editor/offers-at';
import { symbolsOf } from '../src/editor/outline';
import { referencesAt, renameAt } from '../src/editor/rename';
import { createWorkspace } from '../src/editor/workspace';
import { lineText, type Source, type Span } from '../src/diagnostics/source';
import type { Finding } from '../src/diagnostics/diagnostic';

/** Bases and files of steps are no specs of their own. */
const isSpec = (name: string): boolean => /(?:^|\/)(?!_)[^/]*\.yaml$/.test(name);

const [pattern = ''] = process.argv.slice(2);
const specs = readdirSync('specs', { recursive: true, encoding: 'utf8' })
  .filter((name) => isSpec(name) && name.includes(pattern))
  .toSorted();
/** Formatting takes longer than all the rest: it is asked for at each of this many prefixes. */
const formatStep = 53;

const times = new Map<string, number[]>();
const problems: string[] = [];
let prefixes = 0;

/** Runs one kind of answer, and adds what it cost in milliseconds of processor time. */
async function timed<T>(
  kind: string,
  at: string,
  answer: () => T | Promise<T>,
): Promise<T | undefined> {
  const before = process.cpuUsage();
  try {
    return await answer();
  } catch (error) {
    problems.push(`${at}: ${kind}: ${error instanceof Error ? error.stack : String(error)}`);
    return undefined;
  } finally {
    const { user, system } = process.cpuUsage(before);
    const known = times.get(kind) ?? [];
    known.push((user + system) / 1000);
    times.set(kind, known);
  }
}

function checkFindings(source: Source, at: string, findings: readonly Finding[]): void {
  const lines = source.text.split('\n').length;
  for (const { code, line, column, endLine, endColumn } of findings) {
    const isInside = (row: number, place: number): boolean =>
      row >= 1 && row <= lines && place >= 1 && place <= lineText(source, row).length + 1;
    if (isInside(line, column) && isInside(endLine, endColumn)) continue;
    problems.push(
      `${at}: ${code} at ${line}:${column} to ${endLine}:${endColumn} is not in the text`,
    );
  }
}

function checkSpans(source: Source, at: string, spans: readonly Span[]): void {
  for (const { source: other, start, end } of spans) {
    if (start <= end && end <= other.text.length) continue;
    problems.push(
      `${at}: a place from ${start} to ${end} is not in ${other.path} (${source.path})`,
    );
  }
}

for (const spec of specs) {
  const bytes = readFileSync(path.join('specs', spec));
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-prefixes-'));
  // With the bases, steps and scripts of the examples, without the other specs.
  const isCopied = (name: string): boolean => !isSpec(path.basename(name));
  cpSync('specs', `${folder}/specs`, { recursive: true, filter: isCopied });
  const shown = new Map<string, readonly Finding[]>();
  const workspace = createWorkspace((file, findings) => shown.set(file, findings));
  workspace.addFolder(folder);
  const file = `${folder}/specs/${spec}`;
  const inProject = `specs/${spec}`;
  let version = 0;
  const write = async (text: string): Promise<readonly Finding[]> => {
    workspace.open({ path: file, text, version: (version += 1) });
    while (await workspace.work());
    return shown.get(file) ?? [];
  };
  for (let end = 0; end <= bytes.length; end += 1) {
    const at = `${spec}, ${end} bytes`;
    // As an editor decodes a file that is cut within a letter.
    const text = bytes.subarray(0, end).toString();
    const findings = (await timed('findings', at, () => write(text))) ?? [];
    const known = workspace.file(file);
    if (!known) continue;
    const { source, project } = known;
    const { surroundings } = project;
    const { length } = source.text;
    const before = Math.max(0, length - 1);
    prefixes += 1;
    checkFindings(source, at, findings);
    await timed('completion', at, () => offersAt(source.text, length, inProject, surroundings));
    const hover = await timed('hover', at, () => hoverAt(source, before, surroundings));
    if (hover) checkSpans(source, at, [hover.span]);
    const places = await timed('definition', at, () => definitionsAt(source, before, surroundings));
    checkSpans(source, at, places?.flatMap(({ span }) => span ?? []) ?? []);
    const uses = await timed('references', at, () =>
      referencesAt(source, before, surroundings, true),
    );
    checkSpans(source, at, uses ?? []);
    await timed('rename', at, () => renameAt(source, before, 'other', surroundings));
    await timed('symbols', at, () => symbolsOf(source));
    await timed('code actions', at, () => actionsFor(source, findings));
    if (end % formatStep === 0 || end === bytes.length) {
      await timed('formatting', at, () => formatEdits(inProject, text));
      // The line ends of Windows change no position.
      const same =
        JSON.stringify(findings) === JSON.stringify(await write(text.replaceAll('\n', '\r\n')));
      if (!same) problems.push(`${at}: other findings with the line ends of Windows`);
    }
  }
  rmSync(folder, { recursive: true });
}

process.stdout.write(`${prefixes} prefixes of ${specs.length} specs\n`);
for (const [kind, all] of times) {
  const sorted = all.toSorted((a, b) => a - b);
  const [median = 0, most = 0, worst = 0] = [0.5, 0.999, 1].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0,
  );
  process.stdout.write(
    `${kind.padEnd(13)} median ${median.toFixed(1)} ms, 99.9 % ${most.toFixed(1)} ms, worst ${worst.toFixed(1)} ms\n`,
  );
}
for (const problem of problems.slice(0, 20)) process.stderr.write(`${problem}\n`);
if (problems.length > 0) {
  process.stderr.write(`${problems.length} problems\n`);
  process.exitCode = 1;
}
