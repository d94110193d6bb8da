import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import Ajv from 'ajv-draft-04';
import type { BicepConnection } from '../../scripts/bicep.cjs';
import type { DeploymentPlace, JsonObject, Values } from './deployment-place';
import { evaluateTerraform } from './terraform';

/** One finding of the compiler or its linter. */
export interface BicepDiagnostic {
  readonly source: string;
  readonly range: { readonly start: BicepPosition; readonly end: BicepPosition };
  readonly level: string;
  readonly code: string;
  readonly message: string;
}

/** A 0-based place in a file, as the compiler counts. */
export interface BicepPosition {
  readonly line: number;
  readonly char: number;
}

/**
 * What Microsoft's evaluator predicts that a deployment makes: a flat list, sorted by id and then by text.
 *
 * Nested deployments and modules are opened: their resources stand here with evaluated ids, the deployments themselves
 * do not appear. A resource whose condition is false is absent, an `existing` one too. An entry has id, type, name,
 * apiVersion and whatever the resource says (location, identity, tags, properties), and never `dependsOn`, `condition`,
 * `scope` or `copy`. What only the cloud knows stays as text, with evaluated arguments:
 * `[reference('/subscriptions/…/userAssignedIdentities/x', '2023-01-31').principalId]`. A plain string that looks like an
 * expression is shown as it is (`[literal]`), so that a forgotten escape makes a difference only where it fails to evaluate.
 */
export interface Snapshot {
  readonly predictedResources: readonly JsonObject[];
  readonly outputs: unknown;
  readonly diagnostics: readonly unknown[];
  readonly raw: unknown;
}

/** One running compiler that answers many questions. */
export interface BicepJudge {
  /** Compiles one Bicep file; `template` is undefined when there are errors. */
  compile(path: string): Promise<{ template: unknown; diagnostics: BicepDiagnostic[] }>;
  /** Compiles one parameter file and all that it uses; `template` is that of the Bicep file. */
  compileParams(path: string): Promise<{ template: unknown; diagnostics: BicepDiagnostic[] }>;
  /** The text of a Bicep or parameter file as the formatter would write it. */
  format(path: string): Promise<string>;
  /** What the deployment of a parameter file would make; rejects when it does not compile. */
  snapshot(path: string, place: DeploymentPlace): Promise<Snapshot>;
}

const root = join(__dirname, '..', '..');
const data = join(root, 'test', 'data');
const absence =
  'the Bicep compiler is missing: run `npm test` (with the .NET SDK), or set AIBGEN_BICEP';

/** Where the compiler is: AIBGEN_BICEP, or what scripts/setup-tests.ts found or restored. */
export const bicepPath: string | undefined = findBicep();

function findBicep(): string | undefined {
  const own = process.env['AIBGEN_BICEP'];
  if (own !== undefined && own !== '') return own;
  const record = join(root, '.tools', 'bicep.json');
  if (!existsSync(record)) return undefined;
  const { path } = object(parse(readFileSync(record, 'utf8')));
  return typeof path === 'string' && existsSync(path) ? path : undefined;
}

/** `describe` where Bicep is there; else a skipped suite and a loud warning, and with CI=true a failure. */
export function describeWithBicep(name: string, suite: (judge: BicepJudge) => void): void {
  const judge = createJudge((method, request) => {
    if (bicepPath === undefined) throw new Error(absence);
    return bicepOf(bicepPath).ask(method, request);
  });
  if (bicepPath !== undefined) {
    describe(name, () => suite(judge));
  } else if (process.env['CI'] === 'true') {
    test(name, () => {
      throw new Error(absence);
    });
  } else {
    process.stderr.write(`\n!!! SKIPPED: ${name}: ${absence}\n\n`);
    describe.skip(name, () => suite(judge));
  }
}

declare global {
  /** The compiler that suites share: scripts/jest-environment.cjs starts it. */
  var bicepOf: (path: string) => BicepConnection;
}

function createJudge(ask: BicepConnection['ask']): BicepJudge {
  return {
    async compile(path) {
      const { contents, diagnostics } = await ask('compile', { path });
      return { template: contents === undefined ? undefined : parse(contents), diagnostics };
    },
    async compileParams(path) {
      const { template, diagnostics } = await ask('compileParams', {
        path,
        parameterOverrides: {},
      });
      return { template: template === undefined ? undefined : parse(template), diagnostics };
    },
    async format(path) {
      return (await ask('format', { path })).contents;
    },
    async snapshot(path, place) {
      const metadata = { deploymentName: 'deployment', ...place };
      const raw = parse((await ask('getSnapshot', { path, metadata })).snapshot);
      const { predictedResources, outputs, diagnostics } = object(raw);
      return {
        predictedResources: list(predictedResources).map(object).toSorted(byIdThenText),
        outputs: outputs ?? {},
        diagnostics: list(diagnostics),
        raw,
      };
    },
  };
}

/** Writes files, and the linter settings of our proof beside them, into a new folder below the system's temporary one. */
export function writeJudgeFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'aibgen-judge-'));
  const config = readFileSync(join(data, 'bicepconfig.json'), 'utf8');
  for (const [name, text] of Object.entries({ 'bicepconfig.json': config, ...files })) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/**
 * Holds one image's deployment against the laws: it compiles cleanly, Bicep, ARM template and bare JSON mean the same, the
 * order is right in both, and no expression is too long. Returns the problems, each as one line of text.
 */
export async function judgeDeployment(
  judge: BicepJudge,
  folder: string,
  where: DeploymentPlace,
  other?: OtherValues,
): Promise<string[]> {
  const files = readDeployment(folder);
  const missing = required.filter((name) => files[name] === undefined);
  if (missing.length > 0) return missing.map((name) => `${name} is missing`);
  // The linter has its say with the first folder: the second is evaluated without it, which is quicker.
  const copy = writeJudgeFolder(files);
  const evaluated = writeJudgeFolder({
    ...files,
    ...parameterFiles(files, other?.values ?? {}),
    'bicepconfig.json': noLinter,
  });
  const problems: string[] = [];
  try {
    const template = await judgeText(judge, copy, Object.keys(files), problems);
    problems.push(...judgeTemplate('azuredeploy.json', parse(files['azuredeploy.json'] ?? '')));
    if (template === undefined) return problems;
    writeFileSync(join(evaluated, 'main.json'), JSON.stringify(template));
    problems.push(...judgeTemplate('main.bicep, compiled', template));
    problems.push(...faceDifference(template, parse(files['azuredeploy.json'] ?? '')));
    const evaluate = (name: string) => judge.snapshot(join(evaluated, `${name}.bicepparam`), where);
    // With parameters it is their other values that go with the rights: each of the two is seen both ways.
    const others = other !== undefined;
    const hasRights = 'deployRights' in object(object(template)['parameters'] ?? {});
    const first = others && hasRights ? '-no-rights' : '';
    const second = others ? '-others' : hasRights ? '-no-rights' : undefined;
    const [bicep, arm, ...more] = await Promise.all(
      [
        `main${first}`,
        `arm${first}`,
        ...(second === undefined ? [] : [`main${second}`, `arm${second}`]),
      ].map(evaluate),
    );
    if (!bicep || !arm) return problems;
    problems.push(...snapshotDifference('', bicep, arm));
    problems.push(...principalProblems(bicep));
    problems.push(...bareDifference(bicep, files['imageTemplate.json'] ?? '', where));
    const terraform = readTerraform(folder);
    const given = givenValues(files);
    const withoutRights = { ...given, deployRights: false };
    problems.push(
      ...terraformDifference('', terraform, arm, where, first === '' ? given : withoutRights),
    );
    const [changed, armChanged] = more;
    if (changed && armChanged) {
      const prefix = others ? 'with other values: ' : 'with deployRights=false: ';
      problems.push(...snapshotDifference(prefix, changed, armChanged));
      problems.push(
        ...terraformDifference(
          prefix,
          terraform,
          armChanged,
          where,
          others ? { ...given, ...other?.values } : withoutRights,
        ),
      );
      const bare = other?.bare ?? files['imageTemplate.json'] ?? '';
      problems.push(...bareDifference(changed, bare, where).map((one) => prefix + one));
    }
  } catch (error) {
    problems.push(`no answer: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    for (const one of [copy, evaluated]) rmSync(one, { recursive: true, force: true });
  }
  return problems;
}

const noLinter = JSON.stringify({ analyzers: { core: { enabled: false } } });

/** Other values of the parameters, and the bare template that is built with them. */
export interface OtherValues {
  readonly values: Values;
  readonly bare: string;
}

/** What an official JSON schema of the resource has against a template; ARM expressions are welcome to it. */
export function validateAgainstOfficialSchema(template: unknown, apiVersion: string): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const schemas = join(data, 'schemas');
  const common = parse(readFileSync(join(schemas, 'common-definitions.json'), 'utf8'));
  const schema = object(parse(readFileSync(join(schemas, `${apiVersion}.json`), 'utf8')));
  ajv.addSchema(
    object(common),
    'https://schema.management.azure.com/schemas/common/definitions.json',
  );
  ajv.addSchema(schema, 'resource.json');
  const validate = ajv.getSchema('resource.json#/resourceDefinitions/imageTemplates');
  if (validate === undefined) throw new Error(`no image template in the schema of ${apiVersion}`);
  if (validate(template) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || '/'}: ${message ?? 'is refused'}`,
  );
}

/** Files without which there is nothing to compare. */
const required = [
  'main.bicep',
  'main.bicepparam',
  'azuredeploy.json',
  'azuredeploy.parameters.json',
  'imageTemplate.json',
];

/** The Terraform files of a folder; none where Terraform is not among its formats. */
function readTerraform(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.tf'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The values of the ARM parameter file. */
function givenValues(files: Readonly<Record<string, string>>): Values {
  const { parameters } = object(parse(files['azuredeploy.parameters.json'] ?? ''));
  return Object.fromEntries(
    Object.entries(object(parameters ?? {})).flatMap(([name, parameter]) => {
      const { value } = object(parameter);
      const isScalar = ['string', 'number', 'boolean'].includes(typeof value);
      return isScalar ? [[name, value as string | number | boolean]] : [];
    }),
  );
}

/** How what a Terraform configuration makes differs from what the evaluator makes of the ARM template. */
export function terraformDifference(
  prefix: string,
  files: Readonly<Record<string, string>>,
  arm: Snapshot,
  where: DeploymentPlace,
  values: Values,
): string[] {
  if (files['main.tf'] === undefined) return [];
  const { resources, outputs, waitsFor } = evaluateTerraform(files, where, values);
  // Names of children have those of their parents in them in a snapshot; the ids say it all.
  const byId = (all: readonly JsonObject[]): Record<string, JsonObject> =>
    Object.fromEntries(
      all
        // Terraform keeps all strings in this form.
        .map((one) => object(parse(JSON.stringify(one).normalize('NFC'))))
        .map(({ name: _name, ...rest }) => [String(rest['id']), rest]),
    );
  const late = resources.length - 1 - new Set(waitsFor.get('image_template')).size;
  const waits = resources.some(({ type }) => String(type).endsWith('triggers')) ? late - 1 : late;
  return [
    ...difference(
      `${prefix}main.tf`,
      byId(resources),
      byId(arm.predictedResources),
      'Terraform',
      'ARM',
    ),
    ...difference(
      `${prefix}outputs.tf`,
      outputs,
      parse(JSON.stringify(arm.outputs).normalize('NFC')),
      'Terraform',
      'ARM',
    ),
    ...(waits > 0 ? [`${prefix}main.tf: the template does not wait for ${waits} resources`] : []),
  ];
}

/** The files of a deployment that are judged, by path below its folder. */
function readDeployment(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => required.includes(name) || /^modules\/[^/]+\.bicep$/.test(name));
  return Object.fromEntries(
    names.toSorted().map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** Parameter files for what is evaluated besides main.bicepparam: the ARM template, and both without the rights. */
function parameterFiles(
  files: Readonly<Record<string, string>>,
  others: Values,
): Record<string, string> {
  const { parameters } = object(parse(files['azuredeploy.parameters.json'] ?? ''));
  const assign = (values: readonly (readonly [string, unknown])[]): string =>
    values.map(([name, value]) => `param ${name} = ${bicepValue(value)}\n`).join('');
  const given = Object.entries(object(parameters ?? {})).map(
    ([name, parameter]) => [name, object(parameter)['value']] as const,
  );
  const arm = `using './azuredeploy.json'\n\n${assign(given)}`;
  const changed = assign([
    ...given.filter(([name]) => !Object.hasOwn(others, name)),
    ...Object.entries(others),
  ]);
  return {
    'arm-others.bicepparam': `using './azuredeploy.json'\n\n${changed}`,
    // What the compiler made of main.bicep: that it does so is seen with the values of main.bicepparam.
    'main-others.bicepparam': `using './main.json'\n\n${changed}`,
    'arm.bicepparam': arm,
    'arm-no-rights.bicepparam': rightsOff(arm),
    'main-no-rights.bicepparam': rightsOff(files['main.bicepparam'] ?? ''),
  };
}

/** The same parameter file with `deployRights` false. */
function rightsOff(text: string): string {
  return `${text.replace(/^param deployRights = .*\n/m, '')}\nparam deployRights = false\n`;
}

/** Compiler, linter and formatter on each Bicep and parameter file; the template of main.bicep, if it compiles. */
async function judgeText(
  judge: BicepJudge,
  folder: string,
  names: readonly string[],
  problems: string[],
): Promise<unknown> {
  const found = new Set<string>();
  // With the parameters all that they use is compiled: main.bicep and its modules.
  const { template, diagnostics } = await judge.compileParams(join(folder, 'main.bicepparam'));
  for (const finding of findings(diagnostics)) found.add(finding);
  const bicep = names.filter((name) => /\.bicep(param)?$/.test(name));
  const formatted = await Promise.all(bicep.map((name) => judge.format(join(folder, name))));
  for (const [index, name] of bicep.entries()) {
    const text = readFileSync(join(folder, name), 'utf8');
    const line = unformatted(text, formatted[index] ?? '');
    if (line !== undefined) found.add(`${name}:${line}`);
  }
  problems.push(...[...found].toSorted());
  return template;
}

/** Errors and warnings as text. */
function findings(diagnostics: readonly BicepDiagnostic[]): string[] {
  return diagnostics
    .filter(({ level }) => !/^(info|off)$/i.test(level))
    .map(({ level, code, source, range, message }) => {
      const place = `${basename(source)}:${range.start.line + 1}:${range.start.char + 1}`;
      return `${place}: ${level.toLowerCase()} ${code}: ${message}`;
    });
}

/** Where a text first differs from what the formatter makes of it. */
function unformatted(given: string, formatted: string): string | undefined {
  if (given === formatted) return undefined;
  const want = formatted.split('\n');
  const lines = given.split('\n');
  const line = lines.findIndex((text, index) => text !== want[index]);
  const at = line < 0 ? lines.length : line;
  return `${at + 1}: not formatted; the formatter writes ${JSON.stringify(want[at] ?? '')}`;
}

/** Assignments that a new identity could not be given: without the kind of its principal Azure looks it up, and fails. */
function principalProblems({ predictedResources }: Snapshot): string[] {
  return predictedResources
    .filter(isType(/^Microsoft\.Authorization\/roleAssignments$/i))
    .filter(({ properties }) => object(properties)['principalType'] !== 'ServicePrincipal')
    .map(({ id }) => `${String(id)}: principalType is no ServicePrincipal`);
}

/** In what two templates differ for who deploys them: parameters with all that is said of them, and outputs. */
function faceDifference(bicep: unknown, arm: unknown): string[] {
  const face = (template: unknown): Map<string, string> => {
    const { parameters, outputs: all } = object(template);
    const outputs = Object.entries(object(all ?? {})).map(([name, output]) => {
      const { type, metadata } = object(output);
      return [`output ${name}`, { type, metadata }] as const;
    });
    const given = Object.entries(object(parameters ?? {})).map(
      ([name, parameter]) => [`parameter ${name}`, object(parameter)] as const,
    );
    return new Map([...given, ...outputs].map(([name, one]) => [name, sortedText(one)]));
  };
  const [one, other] = [face(bicep), face(arm)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((name) => one.get(name) !== other.get(name))
    .map((name) => `${name}: ${one.get(name)} in Bicep, ${other.get(name)} in azuredeploy.json`);
}

/** An object as text in which the order of its keys does not count. */
function sortedText(value: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).toSorted()));
}

/** Order and length of expressions in one template. */
function judgeTemplate(name: string, template: unknown): string[] {
  const problems = orderProblems(template).concat(longExpressions(template));
  return problems.map((problem) => `${name}: ${problem}`);
}

/** How two evaluations of one deployment differ, the Bicep first. */
function snapshotDifference(prefix: string, bicep: Snapshot, arm: Snapshot): string[] {
  const problems: string[] = [];
  const left = bicep.predictedResources.map(nameless);
  const right = arm.predictedResources.map(nameless);
  for (const id of new Set([...left, ...right].map((resource) => resource['id']))) {
    const [inBicep, inArm] = [countOf(id, left), countOf(id, right)];
    if (inBicep !== inArm) {
      problems.push(
        `${prefix}snapshot: ${String(id)} is ${inBicep} times in the Bicep, ${inArm} in the ARM template`,
      );
    }
  }
  if (problems.length === 0) {
    left.forEach((resource, index) => {
      const path = `${prefix}snapshot, ${String(resource['id'])}`;
      problems.push(...difference(path, resource, right[index], 'Bicep', 'ARM'));
    });
  }
  problems.push(...difference(`${prefix}outputs`, bicep.outputs, arm.outputs, 'Bicep', 'ARM'));
  problems.push(
    ...[...bicep.diagnostics, ...arm.diagnostics].map(
      (d) => `${prefix}snapshot: ${JSON.stringify(d)}`,
    ),
  );
  return problems;
}

function countOf(id: unknown, resources: readonly JsonObject[]): number {
  return resources.filter((resource) => resource['id'] === id).length;
}

/** A predicted resource; a deployment that could not be opened loses its name, which differs by design. */
function nameless(resource: JsonObject): JsonObject {
  if (resource['type'] !== 'Microsoft.Resources/deployments') return resource;
  const { name: _name, id, ...rest } = resource;
  return { ...rest, id: String(id).replace(/[^/]*$/, '') };
}

/** How the image template of an evaluation differs from the bare resource, placeholders filled in. */
function bareDifference(snapshot: Snapshot, bare: string, where: DeploymentPlace): string[] {
  const type = 'Microsoft.VirtualMachineImages/imageTemplates';
  const templates = snapshot.predictedResources.filter((resource) => resource['type'] === type);
  const [template] = templates;
  if (template === undefined || templates.length > 1) {
    return [`snapshot: ${templates.length} image templates, wanted one`];
  }
  const { id: _id, ...evaluated } = template;
  const filled = bare
    .replaceAll('<subscriptionId>', where.subscriptionId)
    .replaceAll('<resourceGroup>', where.resourceGroup);
  return difference('imageTemplate.json', evaluated, parse(filled), 'evaluated', 'bare');
}

/** The first place where two JSON values differ, as a list of at most one. */
function difference(
  path: string,
  left: unknown,
  right: unknown,
  leftName: string,
  rightName: string,
): string[] {
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length) {
    return left
      .flatMap((item, i) => difference(`${path}[${i}]`, item, right[i], leftName, rightName))
      .slice(0, 1);
  }
  if (isObject(left) && isObject(right)) {
    return [...new Set([...Object.keys(left), ...Object.keys(right)])]
      .flatMap((key) => difference(`${path}.${key}`, left[key], right[key], leftName, rightName))
      .slice(0, 1);
  }
  if (left === right) return [];
  return [`${path}: ${leftName} ${show(left)}, ${rightName} ${show(right)}`];
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** One resource of a template and what its `dependsOn` can be told by. */
interface Ordered {
  readonly symbol: string | undefined;
  readonly resource: JsonObject;
}

/** Whether a resource is of a type. */
function isType(pattern: RegExp): (resource: JsonObject) => boolean {
  return (resource) => pattern.test(String(resource['type']));
}

/** What stands in a template without waiting for what it needs, at any depth. */
function orderProblems(template: unknown): string[] {
  const siblings = resourcesOf(template);
  const right = isType(/^Microsoft\.Authorization\/role(Assignments|Definitions)$/i);
  const identity = isType(/^Microsoft\.ManagedIdentity\/userAssignedIdentities$/i);
  const image = isType(/^Microsoft\.VirtualMachineImages\/imageTemplates$/i);
  const trigger = isType(/\/triggers$/i);
  const holders = (wanted: (r: JsonObject) => boolean) =>
    siblings.filter(({ resource }) => holds(resource, wanted));
  const problems: string[] = [];
  const demand = (dependents: readonly Ordered[], needs: readonly Ordered[]) => {
    for (const dependent of dependents) {
      const reached = reachable(dependent, siblings);
      for (const need of needs) {
        if (need === dependent || reached.has(need)) continue;
        problems.push(`${label(dependent)} does not depend on ${label(need)}`);
      }
    }
  };
  demand(holders(image), [...holders(right), ...holders(identity)]);
  demand(holders(trigger), holders(image));
  // A role assignment asks for the identity's principal, so it too waits for an identity that is created here.
  demand(holders(right).filter(asksForPrincipal), holders(identity));
  for (const { resource } of siblings) {
    const inner = object(resource['properties'] ?? {})['template'];
    if (inner !== undefined) problems.push(...orderProblems(inner));
  }
  return problems;
}

/** False for an assignment to another principal, whose object id is a parameter. */
function asksForPrincipal({ resource }: Ordered): boolean {
  const { principalId } = object(resource['properties'] ?? {});
  return !/^\[parameters\('\w+'\)\]$/.test(String(principalId));
}

/** The resources that a template makes: an array, or a map by symbolic name; existing ones are left out. */
function resourcesOf(template: unknown): Ordered[] {
  const resources = object(template)['resources'];
  const all: Ordered[] = Array.isArray(resources)
    ? list(resources).map((resource) => ({ symbol: undefined, resource: object(resource) }))
    : Object.entries(object(resources ?? {})).map(([symbol, resource]) => ({
        symbol,
        resource: object(resource),
      }));
  return all.filter(({ resource }) => resource['existing'] !== true);
}

/** Whether a resource is of a kind, or is a nested deployment that makes one at any depth. */
function holds(resource: JsonObject, wanted: (resource: JsonObject) => boolean): boolean {
  if (wanted(resource)) return true;
  const inner = object(resource['properties'] ?? {})['template'];
  return inner !== undefined && resourcesOf(inner).some((each) => holds(each.resource, wanted));
}

/** All that a resource waits for, directly or through others. */
function reachable(from: Ordered, siblings: readonly Ordered[]): Set<Ordered> {
  const reached = new Set<Ordered>();
  const visit = ({ resource }: Ordered) => {
    for (const entry of list(resource['dependsOn'] ?? [])) {
      const text = String(entry);
      const target = siblings.find(
        (each) => each.symbol === text || identify(each.resource) === refer(text),
      );
      if (target === undefined || reached.has(target)) continue;
      reached.add(target);
      visit(target);
    }
  };
  visit(from);
  return reached;
}

/** A resource as its id would be written: subscription, group, type and name, each as an expression's text. */
function identify(resource: JsonObject): string {
  const subscription = expression(resource['subscriptionId'] ?? '[subscription().subscriptionId]');
  const group = expression(resource['resourceGroup'] ?? '[resourceGroup().name]');
  const name = expression(resource['name']);
  return [subscription, group, `'${String(resource['type'])}'`, name].map(squeeze).join(' ');
}

/** What a `dependsOn` expression refers to, in the form of `identify`; its own text when it is no id function. */
function refer(entry: string): string {
  const [, name, inside] = /^\[(\w+)\((.*)\)\]$/s.exec(entry) ?? [];
  if (name === undefined || inside === undefined) return entry;
  const parts = callArguments(inside);
  const at = parts.findIndex((part) => /^'[\w.]+\/[\w./]+'$/.test(part));
  const before = parts.slice(0, at);
  let subscription = 'subscription().subscriptionId';
  let group = 'resourceGroup().name';
  const scope = /^format\('\/subscriptions\/\{0\}\/resourceGroups\/\{1\}',(.*)\)$/s.exec(
    before[0] ?? '',
  );
  if (name === 'extensionResourceId' && scope?.[1] !== undefined) {
    [subscription = '', group = ''] = callArguments(scope[1]);
  } else if (name === 'resourceId') {
    group = before.at(-1) ?? group;
    subscription = before.at(-2) ?? subscription;
  }
  return [subscription, group, ...parts.slice(at)].map(squeeze).join(' ');
}

/** A template's string as the text of an expression: `[x()]` is `x()`, `x` is `'x'`. */
function expression(value: unknown): string {
  const text = String(value);
  if (/^\[[^[].*\]$/s.test(text)) return text.slice(1, -1);
  return `'${text.replace(/^\[\[/, '[').replaceAll("'", "''")}'`;
}

/** The text without the blanks outside its strings, in lower case: Azure's names have no case. */
function squeeze(text: string): string {
  return text.replaceAll(/('(?:[^']|'')*')|\s+/g, '$1').toLowerCase();
}

/** The arguments of a call, split at the commas that are neither in a string nor in brackets. */
function callArguments(inside: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const [token] of inside.matchAll(/'(?:[^']|'')*'|[^']/gs)) {
    if (token === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
      continue;
    }
    if ('([{'.includes(token)) depth += 1;
    if (')]}'.includes(token)) depth -= 1;
    part += token;
  }
  return [...parts, part.trim()];
}

function label({ symbol, resource }: Ordered): string {
  return `${symbol ?? String(resource['name'])} (${String(resource['type'])})`;
}

/** ARM's limit for one expression, which the compiler does not check. */
const longestExpression = 24_576;

/** The expressions that Azure would refuse for their length, keys too. */
function longExpressions(value: unknown, path = ''): string[] {
  if (typeof value === 'string') {
    const tooLong = /^\[[^[].*\]$/s.test(value) && value.length > longestExpression;
    return tooLong ? [`${path}: an expression of ${value.length} characters`] : [];
  }
  if (Array.isArray(value))
    return value.flatMap((item, i) => longExpressions(item, `${path}[${i}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const at = `${path}.${name.slice(0, 40)}`;
    return longExpressions(name, at).concat(longExpressions(item, at));
  });
}

/** A JSON value as Bicep would write it. */
function bicepValue(value: unknown): string {
  if (typeof value === 'string') {
    const escaped = value.replaceAll(/\\|'|\$\{/g, '\\$&');
    const control = /[\p{Cc}\u2028\u2029]/gu;
    return `'${escaped.replaceAll(control, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)}'`;
  }
  if (Array.isArray(value)) return `[\n${value.map((item) => `${bicepValue(item)}\n`).join('')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([name, item]) => `${bicepValue(name)}: ${bicepValue(item)}\n`,
  );
  return `{\n${entries.join('')}}`;
}

function byIdThenText(a: JsonObject, b: JsonObject): number {
  const [x, y] = [String(a['id']), String(b['id'])];
  const [left, right] = x === y ? [JSON.stringify(a), JSON.stringify(b)] : [x, y];
  return left < right ? -1 : Number(left > right);
}

function parse(text: string): unknown {
  return JSON.parse(text);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error(`not a JSON object: ${JSON.stringify(value)}`);
  return value;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`not a JSON array: ${JSON.stringify(value)}`);
  return value;
}
