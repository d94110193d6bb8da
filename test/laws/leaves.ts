/**
 * Law 5, and its other half: each value of the spec is in the image template, and each value there is from the spec or a
 * default of the design. It walks the two texts and knows nothing of how the one becomes the other.
 */

/** A value in some data, and the keys that lead to it. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: string | number | boolean;
}

/** All scalars of some data; keys of maps that the user names count too. */
function leavesOf(data: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (['string', 'number', 'boolean'].includes(typeof data)) {
    return [{ path, value: data as Leaf['value'] }];
  }
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, inner]) => [
    ...(isNamed(data, path) ? [{ path, value: key }] : []),
    ...leavesOf(inner, [...path, key]),
  ]);
}

/** True for a map whose keys are the user's. */
function isNamed(data: object, path: readonly string[]): boolean {
  return !Array.isArray(data) && /tags$|^userAssignedIdentities$/i.test(path.at(-1) ?? '');
}

/** What is not written into the template, or not as it stands in the spec. */
const elsewhere =
  /^(?:subscription|resourceGroup|extends|matrix|parameters|roles|pipelines|naming|os|generation|architecture|scripts|storageAccounts|apiVersion|x-.*|deprovision|trigger|formats)$/;
/** What a short form says by being there. */
const signs =
  /^(?:create|createGallery|generation|securityType|restart|windowsUpdate|type|plan|optimize|autoRun|steps|definition|network|os)$/;

const squeeze = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

/** The forms in which a text may be found: whole, by lines, by the segments of an id or URN. */
function formsOf(value: Leaf['value']): readonly (readonly string[])[] {
  const text = String(value);
  const lines = text.replace(/\n$/, '').split('\n');
  const time = /^(?:(\d+)h)?\s*(?:(\d+)m(?:in)?)?$/.exec(text);
  return [
    [squeeze(text)],
    lines.map(squeeze),
    text.split(/[/:]/).map(squeeze),
    // A build of 0 minutes is one of the default.
    ...(text === '0' ? [['240']] : []),
    ...(time ? [[String(Number(time[1] ?? 0) * 60 + Number(time[2] ?? 0))]] : []),
  ];
}

/** All that can be found in some leaves. */
function indexOf(leaves: readonly Leaf[]): ReadonlySet<string> {
  return new Set(['', ...leaves.flatMap(({ value }) => formsOf(value).flat())]);
}

/** Defaults of the design, section 3, by key. */
const defaults: Readonly<Record<string, readonly (string | number | boolean)[]>> = {
  buildTimeoutInMinutes: [240],
  vmSize: ['Standard_D1_v2', 'Standard_D2_v2', 'Standard_D2ds_v4', 'Standard_D2pds_v5'],
  osDiskSizeGB: [0],
  proxyVmSize: ['Standard_A1_v2'],
  runElevated: [false],
  runAsSystem: [false],
  validExitCodes: [0],
  restartCommand: ['shutdown /r /f /t 0 /c "packer restart"'],
  restartTimeout: ['5m'],
  searchCriteria: ['BrowseOnly=0 and IsInstalled=0'],
  updateLimit: [1000],
  excludeFromLatest: [false],
  replicaCount: [1],
  storageAccountType: ['Standard_LRS'],
  continueDistributeOnFailure: [false],
  sourceValidationOnly: [false],
  onCustomizerError: ['cleanup'],
  onValidationError: ['cleanup'],
  version: ['latest'],
  state: ['Enabled'],
};

/** What a short form becomes: words of the service, names that are made, what is computed from a file. */
const made: readonly (readonly [key: RegExp, value: RegExp])[] = [
  [/^type$/, /^(?:PlatformImage|ManagedImage|SharedImageVersion|Shell|PowerShell|File|WindowsRestart|WindowsUpdate|SharedImage|VHD|UserAssigned)$/],
  [/^name$/, /^(?:spec-file-[0-9a-f]{8}|shell|powershell|file|restart|windows-update|update|deprovision|validate)[\w-]*$/i],
  [/^runOutputName$/, /^[\w.-]+$/],
  [/^inline$/, /DeprovisioningScript|DEPROVISION|waagent|Sysprep/],
  [/^(?:planName|planProduct|planPublisher|offer|sku|publisher)$/, /./],
]; // prettier-ignore

const idWords = [
  'subscriptions', 'resourcegroups', 'providers', 'microsoft.compute', 'galleries', 'images', 'versions', 'latest',
  'microsoft.network', 'virtualnetworks', 'subnets', 'microsoft.managedidentity', 'userassignedidentities',
  '<subscriptionid>', '<resourcegroup>', 'aib-network', 'build', 'containers',
]; // prettier-ignore

/** A step that leaves a script which generalizes the image. */
function generalizes(step: unknown): boolean {
  return /DEPROVISION|DeprovisioningScript/.test(JSON.stringify(Object(step).inline ?? ''));
}

/** A step without the commands that put a script on the build VM and run it: other tests run those. */
function withoutScript(step: unknown): unknown {
  const { inline, ...rest } = Object(step);
  const isCall = Array.isArray(inline) && /[\\/]aibgen-/.test(inline.join('\n'));
  return isCall ? rest : step;
}

/** The image template, and what the deployment makes beside it. */
export interface Built {
  readonly template: Readonly<Record<string, unknown>>;
  readonly deployment: unknown;
}

/** Values of the spec that are nowhere, and values of the template that come from nowhere. */
export function lostAndFound(
  spec: Readonly<Record<string, unknown>>,
  files: readonly unknown[],
  { template, deployment }: Built,
  fill: (text: string) => string,
): readonly string[] {
  const filled = (one: Leaf): Leaf =>
    typeof one.value === 'string' ? { ...one, value: fill(one.value) } : one;
  const raw = [...leavesOf(spec), ...leavesOf(files)];
  const given = raw.map(filled);
  const { location, tags, identity, properties } = template;
  // A name made of the content is that of the spec and eight digits.
  const isNamed = spec['naming'] !== undefined && spec['name'] !== undefined;
  const name = isNamed ? String(template['name']).replace(/-[0-9a-f]{8}$/, '') : template['name'];
  const { customize, validate } = Object(properties);
  const stepsOf = (list: unknown): readonly unknown[] =>
    Array.isArray(list) ? list.filter((step) => !generalizes(step)).map(withoutScript) : [];
  const { inVMValidations, ...validation } = Object(validate);
  const written = leavesOf({
    location,
    tags,
    identity,
    name,
    ...(properties as object),
    customize: stepsOf(customize),
    validate: { ...validation, inVMValidations: stepsOf(inVMValidations) },
  });
  const beside = leavesOf(deployment).map((one) =>
    typeof one.value === 'string'
      ? { ...one, value: /^\[\[.*\]$/s.test(one.value) ? one.value.slice(1) : one.value }
      : one,
  );
  const there = indexOf([...written, ...beside, ...leavesOf({ ...template, name })]);
  const here = new Set([...indexOf(given), ...idWords, 'spec-file']);
  const lost = given.filter(
    ({ path, value }, index) =>
      !elsewhere.test(path[0] ?? '') &&
      !signs.test(path.at(-1) ?? '') &&
      // What `aibgen prune` leaves: the service knows nothing of it.
      !path.includes('keep') &&
      // How the script of a step is called.
      !/\.(?:args|env|sudo|embed)\./.test(`.${path.join('.')}.`) &&
      !/^\.\.?\//.test(String(value)) &&
      // The parameter of a step file: its value stands below `with:`.
      value !== '{{ params.level }}' &&
      // Beside the template, a text with parameters is an expression: there law 1 sees to it.
      !(/definition|network/.test(path.join()) && value !== raw[index]?.value) &&
      !formsOf(value).some((pieces) => pieces.every((one) => there.has(one))),
  );
  const found = written.filter(({ path, value }) => {
    const key = path.findLast((one) => !/^\d+$/.test(one)) ?? '';
    if (defaults[key]?.includes(value)) return false;
    if (made.some(([keys, values]) => keys.test(key) && values.test(String(value)))) return false;
    return !formsOf(value).some((pieces) => pieces.every((one) => here.has(one)));
  });
  const show = ({ path, value }: Leaf): string => `${path.join('.')} = ${JSON.stringify(value)}`;
  return [
    ...lost.map((one) => `in the spec, and not in the template: ${show(one)}`),
    ...found.map((one) => `in the template, and neither in the spec nor a default: ${show(one)}`),
  ];
}
