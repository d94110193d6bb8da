/** The nodes of a configuration file -> the settings that change what specs may say. */
import { codeEntry, codeNames } from '../diagnostics/codes';
import { diagnose, type Report } from '../diagnostics/diagnostic';
import { minutesIn } from '../lib/minutes';
import { nearest } from '../lib/nearest';
import { regionName } from '../service/regions';
import { child, itemsOf, type Node, textOf } from '../spec/node';
import { outputFormats } from '../language/own-keys';
import type { Level, Policies, ProjectSettings } from '../spec/project-settings';
import type { Config } from './config-type';
import { mapValues } from '../lib/map-values';

/** Reads the levels of rules and the formats; reports what only the meaning of their values shows. */
export function readRules(
  root: Node | undefined,
  report: Report,
): Pick<ProjectSettings, 'levels' | 'formats'> {
  const items = itemsOf(child(root, 'formats'));
  const formats = items.map((one) => textOf(one)?.toLowerCase());
  return {
    levels: readLevels(child(root, 'rules'), report),
    formats: items.length === 0 ? undefined : outputFormats.filter((one) => formats.includes(one)),
  };
}

/** Codes of findings about a spec, its scripts and its outputs: those whose level can be set. */
function isRule(code: string): boolean {
  return code < 'AIB600' || code >= 'AIB900';
}

function readLevels(node: Node | undefined, report: Report): Readonly<Record<string, Level>> {
  const levels: Record<string, Level> = {};
  for (const { key, keySpan, value } of node?.kind === 'map' ? node.entries : []) {
    const code = key.toUpperCase();
    const level = textOf(value)?.toLowerCase();
    const entry = codeEntry(code);
    const place = { span: keySpan, path: value.path };
    if (!entry || !isRule(code)) {
      const known = entry !== undefined;
      const near = nearest(code, codeNames().filter(isRule));
      report(diagnose('AIB961', { code: key, known, near }, place));
    } else if (entry.severity === 'error' && level !== undefined && level !== 'error') {
      report(diagnose('AIB962', { code, title: entry.title, level }, place));
    } else if (isLevel(level)) levels[code] = level;
  }
  return levels;
}

function isLevel(level: string | undefined): level is Level {
  return level === 'error' || level === 'warning' || level === 'info' || level === 'off';
}

/** The policies of a file whose shape is checked. */
export function readPolicies({ require: given = {} }: Config): Policies {
  const { tags, locations, sources, vmSizes, identities, replicas, deprovisionLimit } = given;
  const list = (one: string | readonly string[] | undefined) =>
    one === undefined ? undefined : [one].flat();
  const minutes =
    typeof deprovisionLimit === 'string' ? minutesIn(deprovisionLimit) : deprovisionLimit;
  const policies: { readonly [K in keyof Policies]: Policies[K] | undefined } = {
    tags: tags && requiredTags(tags),
    locations: list(locations)?.map(regionName),
    sources: list(sources),
    vmSizes: list(vmSizes),
    identities: list(identities),
    replicas: typeof replicas === 'number' ? { min: replicas } : replicas,
    checksums: given.checksums,
    deprovisionLimit: minutes,
  };
  return Object.fromEntries(Object.entries(policies).filter(([, policy]) => policy !== undefined));
}

type TagsPolicy = NonNullable<NonNullable<Config['require']>['tags']>;

function requiredTags(tags: TagsPolicy): NonNullable<Policies['tags']> {
  if (isNames(tags)) return Object.fromEntries(tags.map((name) => [name, undefined]));
  return mapValues(tags, (values) => (typeof values === 'boolean' ? undefined : [values].flat()));
}

function isNames(tags: TagsPolicy): tags is readonly string[] {
  return Array.isArray(tags);
}
