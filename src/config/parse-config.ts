/** Parses `aibgen.config.yaml`. Touches no file system. */
import { diagnose, type Finding, hasErrors, type Report } from '../diagnostics/diagnostic';
import { besideFile, normalizePath, staysInside } from '../lib/paths';
import { checkShape } from '../spec/check/check-shape';
import { child, itemsOf, type Node, plainData } from '../spec/node';
import { readYaml } from '../spec/yaml/read-yaml';
import type { ProjectSettings } from '../spec/project-settings';
import { type Config, configType } from './config-type';
import { readPolicies, readRules } from './read-settings';

const scriptLinters = ['shellcheck', 'psScriptAnalyzer'] as const;
type ScriptLinter = (typeof scriptLinters)[number];

/** What a project sets for all commands. Paths are relative to the working folder. */
export interface Project {
  /** Path of the configuration file, where there is one. */
  readonly file: string | undefined;
  /** Where the specs are, of a project that has a configuration file. */
  readonly specs: readonly string[] | undefined;
  /** True where the file names the specs; else they are in a folder "specs" next to it, if there is one. */
  readonly hasSpecs: boolean;
  readonly out: string | undefined;
  readonly templates: string | undefined;
  readonly strict: boolean;
  /** Other linters that check the scripts, where they are installed. */
  readonly linters: readonly ScriptLinter[];
  readonly pipelines: NonNullable<Config['pipelines']> & Pick<ProjectSettings, 'formats'>;
  /** Levels of rules, policies and formats. */
  readonly settings: ProjectSettings | undefined;
  /** The document, for what asks where a value stands. */
  readonly root: Node | undefined;
  /** What is wrong with the file. After an error the project has no settings. */
  readonly diagnostics: readonly Finding[];
}

/** A project without a configuration file. */
export const noProject: Project = {
  file: undefined,
  specs: undefined,
  hasSpecs: false,
  out: undefined,
  templates: undefined,
  strict: false,
  linters: [],
  pipelines: {},
  settings: undefined,
  root: undefined,
  diagnostics: [],
};

/** Parses a configuration file. `file` is its path, relative to the working folder. */
export function parseProject(file: string, content: string | Uint8Array): Project {
  const { root, diagnostics: ofYaml } = readYaml(file, content);
  const isEmpty = ofYaml.some(({ code }) => code === 'AIB002');
  if (!root && !isEmpty) return { ...noProject, file, diagnostics: ofYaml };
  const diagnostics = isEmpty ? [] : [...ofYaml];
  const report = (one: Finding): void => {
    diagnostics.push(one);
  };
  if (root) {
    checkShape(root, configType, {
      parameters: new Map(),
      misdeclared: new Set(),
      own: { subscription: undefined, resourceGroup: undefined },
      report,
    });
  }
  for (const key of ['specs', 'out', 'templates']) checkPaths(child(root, key), report);
  checkPaths(child(child(root, 'pipelines'), 'folders'), report);
  const rules = readRules(root, report);
  if (hasErrors(diagnostics)) return { ...noProject, file, diagnostics };
  // The shape check vouches for the type.
  const config = (root ? plainData(root) : {}) as Config;
  const at = (one: string): string => besideFile(file, one) || '.';
  return {
    file,
    specs: [config.specs ?? 'specs'].flat().map(at),
    hasSpecs: config.specs !== undefined,
    out: at(config.out ?? 'out'),
    templates: config.templates === undefined ? undefined : at(config.templates),
    strict: config.strict ?? false,
    linters: scriptLinters.filter((one) => config.scripts?.[one]),
    pipelines: {
      ...config.pipelines,
      folders: (config.pipelines?.folders ?? []).map(at),
      formats: rules.formats,
    },
    settings: { file, ...rules, policies: readPolicies(config) },
    root,
    diagnostics,
  };
}

/** Reports paths that leave the folder of the configuration file. */
function checkPaths(node: Node | undefined, report: Report): void {
  if (!node) return;
  for (const one of node.kind === 'list' ? itemsOf(node) : [node]) {
    if (one.kind !== 'scalar' || typeof one.value !== 'string') continue;
    const plain = normalizePath(one.value);
    if (plain !== '' && !staysInside(plain)) {
      report(diagnose('AIB960', { path: one.value }, one));
    }
  }
}
