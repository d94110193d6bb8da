/** What `aibgen init` prints in the end: what there has to be in Azure, and what to do next. */
import { shellWord } from '../../value/printers/shell-printer';
import type { InitSettings, InitTarget } from './settings';

/** What is needed in Azure, and how to get it. */
interface Need {
  readonly what: string;
  readonly how: readonly string[];
}

/**
 * The text for a first spec made from settings; for an example, whose needs its README lists, without settings.
 * @param spec the path of the spec
 * @param build the command that builds it
 */
export function nextSteps(settings: InitSettings | undefined, spec: string, build: string): string {
  const file = shellWord(spec);
  const inAzure = settings
    ? needs(settings).flatMap(({ what, how }) => [`  ${what}`, ...how.map((one) => `      ${one}`)])
    : ['  what the example names: change the names to your own'];
  return [
    '',
    'Needed in Azure:',
    ...inAzure,
    '',
    'Next:',
    `  ${build}`,
    `  npx aibgen deploy ${file} --what-if`,
    `  npx aibgen deploy ${file}`,
    `  npx aibgen run ${file} --wait`,
    '',
    `Commit the spec and the folder out. In CI, "${build} --check" finds outputs that are stale.`,
    '',
  ].join('\n');
}

function needs({ location, resourceGroup, identity, targets }: InitSettings): readonly Need[] {
  const group = resourceGroup ?? '<group>';
  return [
    {
      what: 'the resource group of the template',
      how: [`az group create --name ${shellWord(group)} --location ${shellWord(location)}`],
    },
    {
      what: `the identity ${identity}, or "identity: { name: ${identity}, create: true }"`,
      how: command(identity, group, (name, of) => `az identity create --name ${name} ${of}`),
    },
    ...targets.flatMap((target) => galleryOf(target, group)),
  ];
}

function galleryOf({ kind, reference }: InitTarget, group: string): readonly Need[] {
  if (kind !== 'gallery') return [];
  const [, gallery = ''] = reference.split('/').toReversed();
  const path = reference.split('/').slice(0, -1).join('/');
  return [
    {
      what: `the gallery ${gallery} with the image definition, or "definition:" at the target`,
      how: [
        ...command(path, group, (name, of) => `az sig create --gallery-name ${name} ${of}`),
        'az sig image-definition create --help',
      ],
    },
  ];
}

/** A command for a resource by its name, or group and name; none for a full id, which names one that exists. */
function command(
  reference: string,
  own: string,
  make: (name: string, group: string) => string,
): readonly string[] {
  const [name = '', group = own, ...more] = reference.split('/').toReversed();
  if (more.length > 0) return [];
  return [make(shellWord(name), `--resource-group ${shellWord(group)}`)];
}
