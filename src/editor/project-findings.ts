/** The findings of a project, kept up to date: each spec is checked again when a file that it depends on has changed. */
import type { Project } from '../config/parse-config';
import { readProject } from '../config/read-config';
import { type Finding, hasErrors, sortDiagnostics } from '../diagnostics/diagnostic';
import type { Host } from '../disk/host';
import { configName } from '../disk/project';
import { baseName } from '../lib/paths';
import { selectSpecs, type Selection } from '../project/find-specs';
import { projectSpecs } from '../project/project-specs';
import { type FleetMember, fleetProblems, type RunCache } from '../project/resolve-all';
import { resolveWithScripts, type ScriptLintOptions } from '../project/resolve-with-scripts';
import { fleetImage } from '../rules/fleet/check-fleet';
import { looksLikeSpec } from './looks-like-spec';
import { nextSpec } from './next-spec';
import type { KnownFacts } from './surroundings';

/** A spec that was checked. */
export interface CheckedSpec extends FleetMember {
  /** What its result depends on. */
  readonly inputs: ReadonlySet<string>;
  /** What its first image starts from. */
  readonly facts: KnownFacts | undefined;
}

/** The findings of a project. Paths are relative to its folder. */
export interface ProjectFindings {
  /** A file has another content now, or is there no more. */
  readonly changed: (file: string, isOpen: boolean) => void;
  /** Reads the configuration and finds the specs again. */
  readonly reload: () => Promise<void>;
  /** Takes the files that are open now: those that look like specs are checked wherever they are. */
  readonly opened: (files: readonly string[]) => void;
  /** Checks one spec that has to be checked; false where there is none. */
  readonly checkNext: () => Promise<boolean>;
  /** What is known of a file now. */
  readonly of: (file: string) => readonly Finding[];
  /** True for the configuration, the specs, and the files that specs use. */
  readonly uses: (file: string) => boolean;
  /** The files that have findings. */
  readonly files: () => readonly string[];
  readonly specs: () => ReadonlyMap<string, CheckedSpec>;
  readonly configuration: () => Project;
  readonly caches: RunCache;
}

/** Takes the findings of a file, whenever they may have changed. */
export type Publish = (file: string, findings: readonly Finding[]) => void;

const nothing: Selection = { specs: [], diagnostics: [], folders: false };

/** Files of a folder that are read to find out whether it holds specs. */
const mostProbes = 40;

/** Begins with no spec: `reload` finds them. */
export function projectFindings(host: Host, publish: Publish): ProjectFindings {
  const caches: RunCache = new Map();
  const checked = new Map<string, CheckedSpec>();
  /** Specs to check. */
  const dirty = new Set<string>();
  /** Findings by file, and by the spec that they are from. */
  const reports = new Map<string, Map<string, readonly Finding[]>>();
  /** Files whose findings are to be published. */
  const pending = new Set<string>();
  /** Open files that were changed: they do not wait for all the specs that use them. */
  const urgent = new Set<string>();
  let open: readonly string[] = [];
  let selection = nothing;
  let configuration = readProject(host);
  /** The settings with which specs were checked. */
  let checkedWith = '';
  /** Findings about several specs or none. */
  let shared: readonly Finding[] = [];
  /** True where a spec was checked since `shared` was found. */
  let isSharedOld = false;

  const store = (spec: string, diagnostics: readonly Finding[]): void => {
    for (const [file, bySpec] of reports) if (bySpec.delete(spec)) pending.add(file);
    for (const one of diagnostics) {
      const bySpec = reports.get(one.file) ?? new Map<string, readonly Finding[]>();
      bySpec.set(spec, [...(bySpec.get(spec) ?? []), one]);
      reports.set(one.file, bySpec);
      pending.add(one.file);
    }
  };
  const share = (findings: readonly Finding[]): void => {
    for (const { file } of [...shared, ...findings]) pending.add(file);
    shared = findings;
  };
  const isSettled = (file: string): boolean => {
    for (const spec of dirty) {
      if (spec === file || checked.get(spec)?.inputs.has(file)) return false;
    }
    return true;
  };
  const of = (file: string): readonly Finding[] => {
    // As for the commands: nothing is checked with settings that nobody knows.
    if (hasErrors(configuration.diagnostics)) return shared.filter((one) => one.file === file);
    const bySpec = reports.get(file) ?? new Map<string, readonly Finding[]>();
    // What was found in another text of the file points at the wrong places.
    const known = [...bySpec].filter(([spec]) => !urgent.has(file) || !dirty.has(spec));
    const general = shared.filter(
      (one) => one.file === file && (!isSharedOld || !urgent.has(file)),
    );
    return sortDiagnostics([...known.flatMap(([, found]) => found), ...general]);
  };
  const publishPending = (): void => {
    for (const file of pending) {
      if (!urgent.has(file) && !isSettled(file)) continue;
      pending.delete(file);
      publish(file, of(file));
    }
    if (dirty.size === 0 && !isSharedOld) urgent.clear();
  };
  /** Finds again what is shared. It waits for all specs, and lets what they found go first. */
  const settle = (): void => {
    if (hasErrors(configuration.diagnostics)) share(configuration.diagnostics);
    else {
      share([
        ...configuration.diagnostics,
        ...selection.diagnostics.map((one) => atConfiguration(one, configuration)),
        ...fleetProblems(host, selection, [...checked.values()], optionsOf(configuration)),
      ]);
    }
    isSharedOld = false;
    publishPending();
  };
  const looksRight = (file: string): boolean => {
    try {
      const bytes = host.readFile(file);
      return bytes !== undefined && looksLikeSpec(new TextDecoder().decode(bytes));
    } catch {
      return false;
    }
  };
  const update = (): void => {
    // What was a spec once stays one while it is edited.
    const alone = open.filter(
      (file) => isSpecFile(file) && (checked.has(file) || looksRight(file)),
    );
    const all = new Set([...selection.specs, ...alone]);
    for (const spec of [...checked.keys(), ...dirty]) {
      if (all.has(spec)) continue;
      checked.delete(spec);
      dirty.delete(spec);
      store(spec, []);
    }
    for (const spec of all) if (!checked.has(spec)) dirty.add(spec);
  };

  return {
    changed: (file, isOpen) => {
      for (const cache of caches.values()) cache.delete(file);
      if (isOpen) {
        urgent.add(file);
        pending.add(file);
      }
      for (const [spec, { inputs }] of checked) if (inputs.has(file)) dirty.add(spec);
      if (dirty.size > 0) isSharedOld = true;
    },
    reload: async () => {
      configuration = readProject(host);
      for (const file of reports.keys()) pending.add(file);
      if (!hasErrors(configuration.diagnostics)) {
        // Levels and policies change what is found in every spec.
        const settings = JSON.stringify(optionsOf(configuration));
        if (settings !== checkedWith) for (const spec of checked.keys()) dirty.add(spec);
        checkedWith = settings;
        const out = configuration.out ?? 'out';
        const found = await selectSpecs(host, projectSpecs(configuration, host), out);
        const probes = found.specs.slice(0, mostProbes);
        const isOurs = configuration.file !== undefined || probes.some(looksRight);
        selection = isOurs ? found : nothing;
        update();
        isSharedOld = true;
      } else settle();
    },
    opened: (files) => {
      open = files;
      update();
    },
    checkNext: async () => {
      const spec = nextSpec(dirty, open, checked);
      if (spec === undefined) {
        if (!isSharedOld) publishPending();
        else settle();
        return false;
      }
      dirty.delete(spec);
      const result = await resolveWithScripts(host, spec, optionsOf(configuration), caches);
      // A change while it was checked asks for another check.
      if (dirty.has(spec)) return true;
      store(spec, result.diagnostics);
      const [first] = result.images;
      checked.set(spec, {
        ...result,
        inputs: new Set([spec, ...result.asked]),
        images: result.images.map(({ image }) => fleetImage(image, spec)),
        facts: first ? factsOf(first.image.facts) : checked.get(spec)?.facts,
      });
      isSharedOld = true;
      publishPending();
      return true;
    },
    of,
    uses: (file) =>
      file === configuration.file ||
      dirty.has(file) ||
      [...checked].some(([spec, { inputs }]) => spec === file || inputs.has(file)),
    files: () => [...new Set([...reports.keys(), ...shared.map((one) => one.file)])],
    specs: () => checked,
    configuration: () => configuration,
    caches,
  };
}

/** The settings with which `aibgen validate` checks the specs of a project. */
export function optionsOf({ settings, linters }: Project): ScriptLintOptions {
  return { linters, ...(settings ? { project: settings } : {}) };
}

/** Findings about no file are shown where the specs are named. */
function atConfiguration(one: Finding, { file }: Project): Finding {
  return file === undefined || /\.ya?ml$/i.test(one.file) ? one : { ...one, file };
}

function isSpecFile(file: string): boolean {
  const name = baseName(file);
  return /\.ya?ml$/i.test(name) && !name.startsWith('_') && name !== configName;
}

function factsOf({
  generation,
  generationSure,
  architecture,
}: {
  readonly generation: { readonly value: 1 | 2 } | undefined;
  readonly generationSure: boolean;
  readonly architecture: { readonly value: string };
}): KnownFacts {
  return {
    generation: generationSure ? generation?.value : undefined,
    architecture: architecture.value,
  };
}
