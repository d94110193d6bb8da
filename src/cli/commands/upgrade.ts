/** `aibgen upgrade`: rewrites specs for a newer API version, with a report of what that means. */
import { joined, jsonText, safe, safeLine, type SafeText } from '../../lib/safe-text';
import { resolve } from '../../resolve';
import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import { type Host, systemReason } from '../../disk/host';
import { projectReader } from '../../disk/project';
import { type Upgrade, upgrade } from '../../upgrade/upgrade-spec';
import type { Origin } from '../../value/origin';
import { baseName } from '../../lib/paths';
import {
  type ApiVersion,
  apiVersions,
  defaultApiVersion,
  latestApiVersion,
} from '../../service/api-versions';
import { child, textOf } from '../../spec/node';
import { fileLimits } from '../../spec/size-limits';
import { type ReadFile, refusalReason } from '../../spec/spec-files';
import { decode, readYaml } from '../../spec/yaml/read-yaml';
import { exit, type Io } from '../io';
import { type Format, report } from '../report';
import { selectSpecs } from '../../project/find-specs';

export interface UpgradeFlags {
  readonly to: string;
  readonly dryRun: boolean;
  readonly format: Format;
}

interface Upgraded extends Upgrade {
  readonly spec: string;
  readonly from: ApiVersion;
  readonly to: ApiVersion;
  /** What was asked for: older than `to` where the spec is newer already. */
  readonly target: ApiVersion;
  readonly before: string;
  /** The file as it is to be written: with the line breaks and the mark that it had. */
  readonly content: string;
}

/** Runs the command; returns its exit code. */
export async function upgradeSpecs(
  io: Io,
  args: readonly string[],
  options: UpgradeFlags,
): Promise<number> {
  const to = apiVersions.find((one) => one === options.to) ?? latestApiVersion;
  const selection = await selectSpecs(io.host, args);
  const diagnostics = [...selection.diagnostics];
  const upgraded: Upgraded[] = [];
  for (const spec of selection.specs) {
    const one = upgradeOne(io.host, spec, to, diagnostics);
    if (one) upgraded.push(one);
  }
  if (hasErrors(diagnostics)) return report(io, diagnostics, options.format, false);
  if (!options.dryRun) {
    for (const one of upgraded) {
      if (one.text === one.before) continue;
      try {
        // A spec that is a link stays one.
        io.host.writeFile(io.host.realPath(one.spec), one.content);
      } catch (error) {
        const problem = { path: one.spec, why: systemReason(error) };
        return report(io, [diagnose('AIB905', problem, { file: one.spec })], options.format, false);
      }
    }
  }
  if (options.format === 'json') {
    const specs = upgraded.map(({ spec, from, to, before, text, changes, meaning }) => ({
      spec,
      from,
      to,
      changed: before !== text,
      changes,
      meaning,
    }));
    io.stdout(safe`${jsonText({ specs }, 2)}\n`);
    return exit.done;
  }
  for (const one of upgraded) {
    if (options.dryRun) io.rawStdout(await patch(one));
    io.stderr(summary(one));
  }
  return exit.done;
}

function upgradeOne(
  host: Host,
  spec: string,
  target: ApiVersion,
  diagnostics: Finding[],
): Upgraded | undefined {
  const readFile = projectReader(host, spec);
  const bytes = readSpec(readFile, spec);
  if (!(bytes instanceof Uint8Array)) {
    diagnostics.push(bytes);
    return undefined;
  }
  const { source, root, diagnostics: problems } = readYaml(spec, bytes);
  if (root?.kind !== 'map') {
    diagnostics.push(...problems);
    if (root) {
      const expected = { expected: 'a mapping', found: 'something else' };
      diagnostics.push(diagnose('AIB102', expected, { span: root.span, path: '' }));
    }
    return undefined;
  }
  const isPart = baseName(spec).startsWith('_');
  const before = isPart ? undefined : resolve(readFile, spec, {});
  if (before && hasErrors(before.diagnostics)) {
    diagnostics.push(...before.diagnostics.filter((one) => one.severity === 'error'));
    return undefined;
  }
  const image = before?.images[0]?.image;
  const pinned = textOf(child(root, 'apiVersion'))?.toLowerCase();
  const from = image?.apiVersion ?? apiVersions.find((one) => one === pinned) ?? defaultApiVersion;
  // A pin of a file that the spec extends is changed there.
  const inherited = pinned === undefined && image?.apiVersionOrigin.kind === 'spec';
  const to = from > target ? from : target;
  const result = upgrade(source, root, { from, to, pin: !isPart && !inherited });
  const after = isPart
    ? undefined
    : resolve((path, limit) => (path === spec ? result.text : readFile(path, limit)), spec, {});
  if (after && hasErrors(after.diagnostics)) {
    diagnostics.push(...after.diagnostics.filter((one) => one.severity === 'error'));
    return undefined;
  }
  const decoded = decode(bytes) ?? '';
  const breaks = decoded.includes('\r\n') ? '\r\n' : '\n';
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb ? '\uFEFF' : '';
  return {
    ...result,
    spec,
    from,
    to,
    target,
    before: source.text,
    content: mark + result.text.replaceAll('\n', breaks),
    changes: [
      ...result.changes,
      ...(image && inherited ? [{ line: 1, text: inheritedPin(image.apiVersionOrigin) }] : []),
    ],
  };
}

/** The bytes of a spec, or why there are none. */
function readSpec(readFile: ReadFile, path: string): Uint8Array | Finding {
  const unreadable = (why: string): Finding => diagnose('AIB903', { path, why }, { file: path });
  try {
    const read = readFile(path, fileLimits.yaml);
    if (read instanceof Uint8Array) return read;
    if (typeof read === 'object') return unreadable(refusalReason(read));
    return diagnose('AIB901', { path }, { file: path });
  } catch (error) {
    return unreadable(systemReason(error));
  }
}

function inheritedPin(origin: Origin): string {
  const file = origin.kind === 'spec' ? origin.span.source.path : 'another file';
  return `the pin is in ${file}: upgrade that file`;
}

async function patch(one: Upgraded): Promise<string> {
  if (one.before === one.text) return '';
  const { createTwoFilesPatch } = await import('diff');
  return createTwoFilesPatch(one.spec, one.spec, one.before, one.text, undefined, undefined, {
    context: 3,
  }).replace(/^Index:.*\n=+\n/, '');
}

/** One change in meaning with all its lines. */
function meaningText(text: string, meaning: Upgrade['meaning']): string {
  const same = meaning.filter((note) => note.text === text);
  const lines = same.map((note) => note.line).join(', ');
  return `  line${same.length > 1 ? 's' : ''} ${lines}: ${text}\n    ${same[0]?.doc ?? ''}`;
}

function summary(one: Upgraded): SafeText {
  const { spec, from, to, target, changes, meaning, before, text } = one;
  const lines = [
    ...(target < from ? [`${spec}: is at ${from}, and nothing is taken back to ${target}`] : []),
    before === text && changes.length === 0
      ? `${spec}: nothing to change for ${to}`
      : `${spec}: ${from} -> ${to}`,
    ...changes.map((change) => `  line ${change.line}: ${change.text}`),
  ];
  if (meaning.length > 0) {
    lines.push(
      '  What it means:',
      ...[...new Set(meaning.map((note) => note.text))].map((text) => meaningText(text, meaning)),
    );
  }
  if (from !== to) {
    lines.push(
      '  An image template cannot be changed in place: delete the old one, or deploy under another name.',
    );
  }
  return joined(lines.flatMap((line) => line.split('\n')).map(safeLine));
}
