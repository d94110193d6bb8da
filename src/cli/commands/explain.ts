/** `aibgen explain`: each value with its origin, or the manual of a code. */
import type { SpecOptions } from '../../spec/spec-options';
import type { ResolvedImage } from '../../resolve';
import { codeEntry, codeNames, isCode } from '../../diagnostics/codes';
import { diagnose, hasErrors } from '../../diagnostics/diagnostic';
import { manualEntry } from '../../diagnostics/manual';
import { nearPath } from '../../disk/near-path';
import { type LanguageKey, keysNamed, languageKeys, nearestKey } from '../../inspect/language-keys';
import { specType } from '../../language/language';
import { keysText } from '../explain/key-text';
import { explain, type Explained } from '../../inspect/explain-values';
import { joined, jsonText, safe, safeLine, type SafeText } from '../../lib/safe-text';
import { nearest } from '../../lib/nearest';
import { exit, type Io } from '../io';
import { type Format, report } from '../report';
import { resolveAll } from '../../project/resolve-all';
import { selectSpecs } from '../../project/find-specs';

export interface ExplainOptions extends SpecOptions {
  readonly format: Format;
}

/** Runs the command; returns its exit code. */
export async function explainSpec(
  io: Io,
  what: string,
  path: string | undefined,
  options: ExplainOptions,
): Promise<number> {
  const isCode = /^AIB\d+\w*$/i.test(what) && io.host.kindOf(what) === undefined;
  if (isCode) return explainCode(io, what.toUpperCase(), options.format);
  const isKey = path === undefined && /^[\w-]+(?:[.[\]\w-]*[\w\]])?$/.test(what);
  if (isKey && !/\.ya?ml$/i.test(what) && io.host.kindOf(what) === undefined) {
    return explainKey(io, what, options.format);
  }
  const selection = await selectSpecs(io.host, [what]);
  const run = resolveAll(io.host, selection, options);
  const diagnostics = [...selection.diagnostics, ...run.diagnostics];
  if (hasErrors(diagnostics)) return report(io, diagnostics, options.format, false);
  const several = run.images.length > 1;
  const all = run.images.flatMap(({ image, chainTo }) =>
    explain(image)
      .map((one) => withChain(one, chainTo))
      .map((one) => (several ? { image: image.folder, ...one } : one)),
  );
  const prefix = path?.replace(/^properties\./, '');
  const values = prefix === undefined ? all : valuesAt(all, prefix);
  if (prefix !== undefined && values.length === 0) {
    const paths = [...new Set(all.map((one) => one.path))];
    const parent = prefix.replace(/(?:\.|\[)[^.[]*$/, '');
    const known = paths.filter((one) => parent !== prefix && isBelow(one, parent));
    const near = nearest(prefix, paths) ?? nearestKey(prefix, specKeys());
    const fields = { path: prefix, near: near === prefix ? undefined : near, known };
    return report(io, [diagnose('AIB349', fields, {})], options.format, false);
  }
  if (options.format === 'json') io.stdout(safe`${jsonText({ values }, 2)}\n`);
  else io.stdout(joined(values.map(lineOf)));
  return exit.done;
}

/**
 * The values at a path of the template, or of the spec: `vm.size` is `vmProfile.vmSize`, `regions` all that a spec says under
 * that key.
 */
function valuesAt<V extends Explained>(all: readonly V[], path: string): readonly V[] {
  const exact = all.filter((one) => isBelow(one.path, path));
  if (exact.length > 0) return exact;
  const written = all.filter(({ specPath = '' }) => endsWith(specPath, path));
  if (written.length > 0) return written;
  const targets = keysNamed(path, specKeys()).flatMap((key) => [
    key.azure ?? key.path,
    ...(key.alternatives ?? []),
  ]);
  return all.filter((one) =>
    targets.some((target) => isBelow(one.path.replace(/\[\d+\]/g, ''), target)),
  );
}

/** True for a path of a spec, one inside it, and one that ends in it: `distribute[0].regions[1]` for `regions`. */
function endsWith(specPath: string, path: string): boolean {
  const at = `.${specPath}`.toLowerCase().indexOf(`.${path.toLowerCase()}`);
  return at >= 0 && /^(?:$|[.[])/.test(`.${specPath}`.slice(at + path.length + 1));
}

/** True for the path itself, for paths inside it, and for paths that contain it (items of a list). */
function isBelow(path: string, prefix: string): boolean {
  const inside = (inner: string, outer: string): boolean =>
    inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return inside(path, prefix) || inside(prefix, path);
}

/** A value with the files that lead from the spec to the file that sets it. */
interface Chained extends Explained {
  readonly chain?: readonly string[];
}

function withChain(one: Explained, chainTo: ResolvedImage['chainTo']): Chained {
  const chain = one.file === undefined ? [] : chainTo(one.file);
  return chain.length > 1 ? { ...one, chain } : one;
}

function lineOf(one: Chained & { readonly image?: string }): SafeText {
  const way = one.chain === undefined ? '' : ` (${one.chain.join(' -> ')})`;
  const place = one.file === undefined ? '' : `${one.file}:${one.line}${way}`;
  const why =
    one.origin === 'spec'
      ? [place]
      : [`${one.origin}${place === '' ? '' : ` from ${place}`}: ${one.reason}`, `see ${one.doc}`];
  const image = one.image === undefined ? '' : `${one.image}: `;
  const lines = [
    `${image}${one.path} = ${JSON.stringify(one.value)}`,
    ...why.map((line) => `    ${line}`),
  ];
  return joined(lines.map(safeLine));
}

/** The keys of a spec; made when somebody asks for one. */
function specKeys(): readonly LanguageKey[] {
  return languageKeys(specType);
}

async function explainKey(io: Io, name: string, format: Format): Promise<number> {
  const { configType } = await import('../../config/config-type');
  const all = [...specKeys(), ...languageKeys(configType)];
  const keys = keysNamed(name, all);
  if (keys.length === 0) {
    const near = nearestKey(name, all) ?? nearPath(io.host, name);
    return report(io, [diagnose('AIB955', { name, near }, {})], format, false);
  }
  io.stdout(format === 'json' ? safe`${jsonText({ keys }, 2)}\n` : keysText(keys));
  return exit.done;
}

async function explainCode(io: Io, code: string, format: Format): Promise<number> {
  const entry = manualEntry((await io.manual()).pages.diagnostics ?? '', code);
  if (entry === undefined || !isCode(code)) {
    const near = nearest(code, codeNames());
    return report(io, [diagnose('AIB348', { code, near }, {})], format, false);
  }
  const { severity, title, why, doc } = codeEntry(code);
  if (format === 'json') {
    io.stdout(safe`${jsonText({ code, severity, title, why, doc, entry }, 2)}\n`);
  } else io.rawStdout(entry);
  return exit.done;
}
