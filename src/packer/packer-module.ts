/** The files of a Packer template, read, and the scope of their expressions. */
import { foreignProblem, type ForeignInput } from '../arm/foreign-document';
import type { ArmValue } from '../arm/arm-value';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import { argumentsInside } from '../hcl/hcl-section';
import { blocksNamed, type HclBody } from '../hcl/hcl-tree';
import { moduleScope, type HclModule } from '../hcl/module-scope';
import { parseHcl, type HclResult } from '../hcl/parse-hcl';
import { parseHclJson } from '../hcl/parse-hcl-json';
import { readValueFile } from '../hcl/value-files';
import { parseLegacyJson } from './legacy-json';

/** A template that is read. */
export interface PackerModule {
  readonly bodies: readonly HclBody[];
  readonly module: HclModule;
  readonly notes: readonly Finding[];
}

const provisioner = { labels: 1 };
const blocks = {
  packer: { labels: 0 },
  variable: { labels: 1, inner: { validation: { labels: 0 } } },
  locals: { labels: 0 },
  local: { labels: 1 },
  data: { labels: 2 },
  source: { labels: 2 },
  build: {
    labels: 0,
    inner: { provisioner, 'post-processor': provisioner, source: { labels: 1 } },
  },
};

function parse(source: Source): HclResult {
  if (!/^\s*\{/.test(source.text)) return parseHcl(source);
  const isLegacy =
    /"builders"\s*:/.test(source.text) && !/"(?:build|source)"\s*:/.test(source.text);
  return isLegacy ? parseLegacyJson(source) : parseHclJson(source, blocks);
}

/** Reads the files; the first error of each is reported. */
export function openPackerModule(
  input: ForeignInput,
): PackerModule | { readonly problems: readonly Finding[] } {
  const problems: Finding[] = [];
  const read = (source: Source): readonly HclBody[] => {
    const result = parse(source);
    if (result.ok) return [result.body];
    problems.push(diagnose('AIB610', { reason: result.message }, { span: result.span }));
    return [];
  };
  const bodies = input.sources.flatMap(read);
  const further = input.further.flatMap(read).map(declarationsOf);
  const values = new Map<string, ArmValue>();
  for (const file of input.valueFiles) {
    const found = readValueFile(file);
    if (!found.ok)
      problems.push(diagnose('AIB610', { reason: found.message }, { span: found.span }));
    else for (const [name, value] of found.values) values.set(name, value);
  }
  if (problems.length > 0) return { problems };
  for (const [name, value] of Object.entries(input.values)) values.set(name, value);
  const module = moduleScope([...further, ...bodies], {
    values,
    keepParameters: input.keepParameters,
    roots: {
      path: () => ({ value: '.', used: 2 }),
      packer: () => undefined,
      build: () => undefined,
    },
  });
  return { bodies, module, notes: bodies.flatMap((body) => noteTop(body, module, values)) };
}

/** Of a file next to the template: its variables and locals. */
function declarationsOf(body: HclBody): HclBody {
  const kinds = ['variable', 'locals', 'local'];
  return { ...body, entries: body.entries.filter(({ name }) => kinds.includes(name)) };
}

const known = new Set(['packer', 'variable', 'locals', 'local', 'source', 'build']);

/** What stands at the top of a template beside sources and builds. */
function noteTop(
  body: HclBody,
  module: HclModule,
  values: ReadonlyMap<string, ArmValue>,
): readonly Finding[] {
  const declared = new Set(module.variables.map(({ name }) => name));
  const unknown = [...values.keys()].filter(
    (name) => !declared.has(name) && !module.undeclared.has(name),
  );
  const at = { ...body.span, end: body.span.start };
  return [
    ...unknown.map((name) => diagnose('AIB614', { name }, { span: at, path: `var.${name}` })),
    ...blocksNamed(body, 'packer').map(({ nameSpan }) =>
      foreignProblem(
        'info',
        'The versions of Packer and its plugins are left out: the service has its own.',
        nameSpan,
        'packer',
      ),
    ),
    ...body.entries.flatMap((entry) => {
      if (known.has(entry.name)) return [];
      const labels = entry.kind === 'block' ? entry.labels : [];
      const what = [entry.name, ...labels.map((one) => `"${one}"`)].join(' ');
      const reason =
        entry.name === 'data'
          ? `${what} asks a service while Packer runs, so what it gives is a parameter.`
          : `${what} is left out: nothing of a spec says it.`;
      const severity = entry.name === 'data' ? 'warning' : 'info';
      const inside = argumentsInside(entry, { path: entry.name, span: entry.nameSpan });
      return [
        foreignProblem(severity, reason, entry.nameSpan, entry.name),
        ...inside.map(({ path, span }) =>
          foreignProblem('info', `It belongs to ${what}.`, span, path),
        ),
      ];
    }),
  ];
}
