/**
 * Packer templates with the builder azure-arm -> bodies of image templates.
 * https://developer.hashicorp.com/packer/docs/templates/hcl_templates
 */
import { armText, isArmText, type ArmValue } from '../arm/arm-value';
import { foreignProblem, type ForeignInput, locateIn } from '../arm/foreign-document';
import { imageTemplateType, type ImportedResource } from '../arm/collect-resources';
import { type FinishedBody, locatedBody, type Written } from '../arm/located-body';
import type { ArmReadResult } from '../arm/read-template';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Source, Span } from '../diagnostics/source';
import { sectionOf } from '../hcl/hcl-section';
import type { HclModule } from '../hcl/module-scope';
import { variableProblems } from '../hcl/variable-problems';
import { blocksNamed, type HclBlock, type HclBody } from '../hcl/hcl-tree';
import { uniqueName } from '../lib/unique-name';
import { deprovisionLines } from '../image/deprovision-file';
import { fillTemplates } from './go-template';
import { readSource } from './azure-arm';
import { openPackerModule, type PackerModule } from './packer-module';
import type { Generalized } from './provisioner';
import { readSteps } from './build-steps';
import type { StorageAccount } from './packer-targets';

/** Reads a template, or all templates of a folder. */
export function readPacker(input: ForeignInput): ArmReadResult {
  const opened = openPackerModule(input);
  const whole = wholeSpan(input.sources);
  if ('problems' in opened) {
    const { problems } = opened;
    return { images: [], others: [], parameters: [], problems, locate: () => whole };
  }
  const problems: Finding[] = [...opened.notes];
  const images = imagesOf(opened, input, problems);
  if (images.length === 0) problems.push(noImage(opened, whole));
  problems.push(...variableProblems(opened.module));
  return {
    images: images.map(({ resource }) => resource),
    others: images.flatMap(({ accounts }) => accounts.map(accountResource)),
    parameters: opened.module.parameters(),
    problems,
    locate: locateIn(
      images.map(({ finished }) => finished),
      whole,
    ),
  };
}

interface PackerImage {
  readonly resource: ImportedResource;
  readonly finished: FinishedBody;
  readonly accounts: readonly StorageAccount[];
}

function wholeSpan([source = { path: 'template.pkr.hcl', text: '' }]: readonly Source[]): Span {
  return { source, start: 0, end: 0 };
}

/** A source of a build, with what the build says of it. */
interface Built {
  readonly build: HclBlock;
  readonly source: HclBlock;
  /** What the build adds: the arguments of `source "type.name" { … }` in it. */
  readonly added: HclBody | undefined;
}

function imagesOf(
  opened: PackerModule,
  input: ForeignInput,
  problems: Finding[],
): readonly PackerImage[] {
  const found = opened.bodies.flatMap((body) =>
    blocksNamed(body, 'build').flatMap((block) => sourcesOf(block, opened, problems)),
  );
  const taken = new Set<string>();
  return found.map((built, index) => {
    const name = uniqueName(built.source.labels[1] ?? 'image', taken, '-');
    return imageOf(built, found.length > 1 ? name : undefined, index, opened, input);
  });
}

/** The azure-arm sources of a build. */
function sourcesOf(
  block: HclBlock,
  { bodies, module }: PackerModule,
  problems: Finding[],
): readonly Built[] {
  const from: Written = { path: 'build', span: block.nameSpan };
  const build = sectionOf(block.body, from, module.scope, fill(module));
  const listed = build.takeItems('sources').map(({ value, from: place }) => ({
    word: String(value),
    place,
    added: undefined,
  }));
  const inner = blocksNamed(block.body, 'source').map((one) => ({
    word: one.labels.join('.'),
    place: { path: 'build.source', span: one.nameSpan },
    added: one.body,
  }));
  return [...listed, ...inner].flatMap(({ word, place, added }): readonly Built[] => {
    const [type = '', name = ''] = word.replace(/^source\./, '').split('.');
    const sources = bodies.flatMap((body) => blocksNamed(body, 'source'));
    const source = sources.find(({ labels }) => labels[0] === type && labels[1] === name);
    if (type !== 'azure-arm') {
      const reason = `The builder "${type}" makes no image in Azure that the service could make; only azure-arm is imported.`;
      problems.push(foreignProblem('warning', reason, place.span, place.path));
      return [];
    }
    if (source) return [{ build: block, source, added }];
    const reason = `There is no source "${type}" "${name}" in the template.`;
    problems.push(foreignProblem('error', reason, place.span, place.path));
    return [];
  });
}

function fill(module: HclModule) {
  return (value: ArmValue): ArmValue => fillTemplates(value, module.variable);
}

function imageOf(
  { build, source, added }: Built,
  name: string | undefined,
  index: number,
  { module }: PackerModule,
  { readFile, isFolder }: ForeignInput,
): PackerImage {
  const label = source.labels.join('.');
  const from: Written = { path: `source.${label}`, span: source.nameSpan };
  const body = locatedBody(from);
  const merged = added ? mergedBody(source.body, added) : source.body;
  const names = new Map([
    ['source', { name: source.labels[1] ?? '', type: source.labels[0] ?? '' }],
  ]);
  const scope = { ...module.scope, names };
  const { os, accounts } = readSource(sectionOf(merged, from, scope, fill(module)), body);
  if (name !== undefined) body.set(['name'], name, from);
  const found: Generalized[] = [];
  const generalize = (one: Generalized): void => {
    found.push(one);
  };
  const inBuild = sectionOf(
    build.body,
    { path: 'build', span: build.nameSpan },
    scope,
    fill(module),
  );
  readSteps(inBuild, source.labels[1] ?? '', { body, os, readFile, isFolder, generalize });
  addDeprovision(found, from, os, body);
  const finished = body.finish();
  const noIdentity =
    'Packer signs in with an account; the service needs an identity, and the deployment makes this one.';
  return {
    finished,
    accounts,
    resource: {
      type: imageTemplateType,
      apiVersion: undefined,
      name: name ?? null,
      body: finished.body,
      path: ['images', index],
      scope: {},
      extras: { ...finished.extras, noIdentity },
    },
  };
}

/** The arguments of a source and those that its build adds; a name occurs in one of them only. */
function mergedBody(source: HclBody, added: HclBody): HclBody {
  const more = added.entries.filter(({ name }) => name !== 'name');
  const names = new Set(more.map(({ name }) => name));
  return {
    ...source,
    entries: [...source.entries.filter(({ name }) => !names.has(name)), ...more],
  };
}

/** The last step: the commands that the service generalizes the image with. */
function addDeprovision(
  found: readonly Generalized[],
  source: Written,
  os: 'linux' | 'windows',
  body: ReturnType<typeof locatedBody>,
): void {
  const [first] = found;
  const vmMode = found.some((one) => one.vmMode);
  const type = os === 'windows' ? 'PowerShell' : 'Shell';
  const lines = deprovisionLines(os, vmMode);
  body.addStep(
    { type, inline: lines.map((line) => armText([line])) },
    { ...(first?.from ?? source), path: '' },
  );
  for (const { from, rest } of found) {
    const reason =
      'The service generalizes the image when all steps are done, with the commands of "deprovision"; the default ones do the same.';
    body.note('repaired', from, reason, {
      to: vmMode ? 'deprovision: { mode: vm }' : 'deprovision',
    });
    for (const one of rest)
      body.note('default', one, 'It belongs to the commands that generalize.');
  }
}

function accountResource({ name, group }: StorageAccount): ImportedResource {
  const isKnown = typeof group === 'string' || (group !== undefined && isArmText(group));
  const scope = isKnown ? { resourceGroup: group } : {};
  return {
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: undefined,
    name,
    body: null,
    path: ['images', 0],
    scope,
  };
}

function noImage({ bodies }: PackerModule, whole: Span): Finding {
  const sources = bodies.flatMap((body) => blocksNamed(body, 'source'));
  const types = [...new Set(sources.map(({ labels }) => `"${labels[0] ?? ''}"`))];
  const reason =
    types.length === 0
      ? 'The template has no source. Import the file or the folder that has the source "azure-arm" and its build.'
      : types.includes('"azure-arm"')
        ? 'No build uses the source "azure-arm" of this template. Import the file that has the build, or the folder.'
        : `The template has no source "azure-arm", only ${types.join(', ')}.`;
  return diagnose('AIB611', { reason }, { span: sources[0]?.nameSpan ?? whole });
}
