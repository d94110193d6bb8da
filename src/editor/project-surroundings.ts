/** What answers may depend on, from the files of a project and the specs that were checked. */
import { hasErrors } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import type { Host } from '../disk/host';
import { packageFile, projectReader } from '../disk/project';
import { specType } from '../language/language';
import type { ReferenceFormat, Type } from '../language/type';
import { absolutePath, toSlashes } from '../lib/paths';
import { isReadyMade, readyMadePath } from '../service/ready-made-steps';
import { resolveSpec } from '../project/resolve-all';
import { fileLimits } from '../spec/size-limits';
import { decode, toSource } from '../spec/yaml/read-yaml';
import { optionsOf, type ProjectFindings } from './project-findings';
import type { SpecImage, Surroundings } from './surroundings';

/** Specs whose images are looked at for one file. */
const mostSpecs = 3;
/** Specs that are searched for names of resources. */
const mostSearched = 500;

/** The surroundings of the files of a project, and their texts. */
export interface ProjectSurroundings extends Surroundings {
  /** The text of a file, unsaved if it is open; `undefined` where it cannot be read. */
  readonly source: (file: string) => Source | undefined;
}

/** Looks at the project as it is when it is asked. */
export function projectSurroundings(host: Host, findings: ProjectFindings): ProjectSurroundings {
  const texts = new Map<string, Source>();
  const source = (file: string): Source | undefined => {
    const text = textOf(host, file);
    if (text === undefined) return undefined;
    const read = toSource(file, text);
    const known = texts.get(file);
    // The same text keeps its tree.
    if (known?.text === read.text) return known;
    texts.set(file, read);
    return read;
  };
  const specsWith = (file: string): readonly string[] =>
    [...findings.specs()].filter(([, { inputs }]) => inputs.has(file)).map(([spec]) => spec);
  return {
    source,
    list: (folder) => {
      const { project } = projectReader(host, `${folder}/spec.yaml`);
      const inside = `${absolutePath(host.cwd, folder)}/`.startsWith(`${toSlashes(project)}/`);
      return inside ? host.list(folder) : [];
    },
    related: (file) => {
      const all = specsWith(file).flatMap((spec) => [...(findings.specs().get(spec)?.files ?? [])]);
      const yaml = all.filter((one) => /\.ya?ml$/i.test(one));
      return [...new Set([file, ...yaml])].flatMap((one) => source(one) ?? []);
    },
    readyMade: (name) => (isReadyMade(name) ? packageFile(readyMadePath(name)) : undefined),
    references: (format) => {
      const pattern = valuesOfKeys(format);
      const specs = [...findings.specs().keys()].slice(0, mostSearched);
      const found = specs.flatMap((spec) =>
        [...(textOf(host, spec) ?? '').matchAll(pattern)].map(([, value = '']) => value.trim()),
      );
      return [...new Set(found)].filter((value) => !value.includes('{{')).toSorted();
    },
    images: (file) =>
      specsWith(file)
        .slice(0, mostSpecs)
        .flatMap((spec): readonly SpecImage[] => {
          const { images, diagnostics } = resolveSpec(
            host,
            spec,
            optionsOf(findings.configuration()),
            findings.caches,
          );
          return hasErrors(diagnostics) ? [] : images.map(({ image }) => ({ spec, image }));
        }),
    facts: (file) => {
      const all = specsWith(file).flatMap((spec) => findings.specs().get(spec)?.facts ?? []);
      const [first] = all;
      const agree = all.every(
        (one) => one.generation === first?.generation && one.architecture === first?.architecture,
      );
      return agree ? first : undefined;
    },
  };
}

function textOf(host: Host, file: string): string | undefined {
  try {
    const content = projectReader(host, file)(file, fileLimits.yaml);
    if (content === undefined || typeof content === 'string') return content;
    return 'refused' in content ? undefined : decode(content);
  } catch {
    return undefined;
  }
}

const patterns = new Map<ReferenceFormat, RegExp>();

/** Finds the values of all keys that name a resource of a kind, without reading the YAML. */
function valuesOfKeys(format: ReferenceFormat): RegExp {
  const known = patterns.get(format);
  if (known) return known;
  const keys = new Set<string>();
  const visit = (type: Type, key: string, above: ReadonlySet<Type>): void => {
    if (above.has(type)) return;
    const next = new Set([...above, type]);
    if (type.kind === 'string' && type.format === format) keys.add(key);
    else if (type.kind === 'object')
      for (const [name, field] of Object.entries(type.fields)) visit(field, name, next);
    else if (type.kind === 'list' || type.kind === 'mapping') visit(type.of, key, next);
    else if (type.kind === 'union')
      for (const branch of type.branches) visit(branch.type, key, next);
  };
  visit(specType, '', new Set());
  const names = [...keys].filter((key) => key !== 'name').join('|');
  const pattern = new RegExp(
    String.raw`(?:^|[\s{,])(?:${names})[ \t]*:[ \t]+["']?([\w(<][^\s"'{}\[\],#]*)`,
    'g',
  );
  patterns.set(format, pattern);
  return pattern;
}
