/** The keys of aibgen itself: what a spec says besides the properties of the image template. */
import { triggersSince } from '../service/api-versions';
import { docs } from '../service/docs';
import { createType, durationType, namePattern } from './common-types';
import {
  any,
  boolean,
  fixed,
  integer,
  list,
  mapping,
  object,
  oneOf,
  plain,
  string,
  union,
  yes,
} from './declare';
import { commandLinesType } from './step-kinds';

const basePath = string('Path to a spec, relative to this file.', {
  ...fixed,
  names: 'spec',
  examples: ['_base.yaml'],
});

export const extendsType = union(
  'What this spec inherits from; its own keys win over inherited ones.',
  'a base',
  [plain(basePath), plain(list('Several bases; later ones win.', basePath))],
);

export const matrixType = mapping(
  'Lists of values: each combination is an image of its own, which uses them as {{ matrix.name }}.',
  'a list',
  any('A list of values; include: and exclude: lists of mappings.'),
  { examples: [{ sku: ['22_04-lts-gen2', 'server'] }] },
);

export const scriptsType = object(
  'Where the service finds the scripts that are named by path.',
  {
    baseUri: string('URI of the folder that the scripts are uploaded to.', {
      examples: ['https://corpscripts.blob.core.windows.net/scripts/'],
    }),
    root: string(
      "The folder that is uploaded, relative to this file; absent: this file's folder.",
      { ...fixed, names: 'folder', examples: ['../scripts'] },
    ),
    layout: oneOf(
      'path: the URI of a script ends in its path from the root; hash: in its path and checksum, so that a changed script is a new file.',
      ['path', 'hash'],
      { ...fixed, default: 'path' },
    ),
    embed: boolean(
      'Put the text of all scripts into the template, as "embed: true" in a step does.',
      {
        ...fixed,
      },
    ),
  },
  { aliases: { baseUrl: 'baseUri', uri: 'baseUri', url: 'baseUri', folder: 'root' } },
);

export const identityType = union(
  'The user-assigned identity with which the service works.',
  'an identity',
  [
    plain(
      string('identity, group/identity, or a resource id.', {
        format: 'identity',
        examples: ['aib-identity'],
        expansion: { kind: 'fields', keys: ['name'], adds: { create: false } },
      }),
    ),
    {
      discriminator: { key: 'userAssignedIdentities' },
      type: object(
        "Azure's own shape, with one identity.",
        {
          type: oneOf('Kind of the identity.', ['UserAssigned'], fixed),
          userAssignedIdentities: mapping(
            'The id of the identity.',
            'an identity',
            object('Nothing.', {}),
          ),
        },
        { required: ['type', 'userAssignedIdentities'], expansion: { kind: 'identity' } },
      ),
    },
    {
      discriminator: { key: 'name' },
      type: object(
        'An identity; with `create`, the deployment creates it.',
        { name: string('Its name.', { format: 'identity' }), create: createType },
        { required: ['name'] },
      ),
    },
  ],
  { docs: docs.identity },
);

export const parametersType = mapping(
  'Parameters of the deployment.',
  'a parameter',
  object(
    'A parameter of the deployment, used as {{ params.name }}.',
    {
      type: oneOf('Its type.', ['string', 'int', 'bool'], fixed),
      default: any('The value if none is given.'),
      allowed: list('The only allowed values.', any('A value.'), { minItems: 1 }),
      description: string('What it is for.', fixed),
    },
    {
      required: ['type'],
      docs: docs.bicepParameters,
      aliases: { defaultValue: 'default', allowedValues: 'allowed', values: 'allowed' },
    },
  ),
  { docs: docs.bicepParameters },
);

/** A step file that declares parameters; its steps are checked where they are inserted. */
export const stepFileType = object(
  'A step file with parameters.',
  {
    parameters: mapping(
      'Parameters of the step file, used in it as {{ params.name }} and given with "with:".',
      'a parameter',
      parametersType.of,
    ),
    steps: list('The steps.', any('A step.')),
  },
  { required: ['steps'], aliases: { customize: 'steps' } },
);

const deprovisionOptions = object(
  'The documented commands, with /mode:vm for Sysprep (Windows), or with an end to each wait.',
  {
    mode: oneOf('The mode of Sysprep.', ['vm'], fixed),
    limit: durationType(
      'How long the commands may wait, in minutes or as 30m or 1h; then the build fails and says why.',
      integer('Minutes.', 1, 960, fixed),
      { docs: docs.generalize },
    ),
  },
);

export const deprovisionType = union(
  'How the image is generalized at the end.',
  'a deprovision',
  [
    plain(
      oneOf(
        'default: a last step writes the documented commands; service: no step.',
        ['default', 'service'],
        { ...fixed, expansion: { kind: 'fields', keys: ['kind'] } },
      ),
    ),
    { discriminator: { key: 'mode' }, type: deprovisionOptions },
    { discriminator: { key: 'limit' }, type: deprovisionOptions },
    {
      discriminator: { key: 'script' },
      type: object('A script of your own.', {
        script: string('Path to it (./… or ../…).', {
          ...fixed,
          names: 'script',
          examples: ['./deprovision.sh'],
        }),
      }),
    },
    {
      discriminator: { key: 'inline' },
      type: object('Commands of your own.', { inline: commandLinesType }),
    },
  ],
  { default: 'default', docs: docs.generalize },
);

/** The triggers child resource, its name among its properties. */
export const azureTriggerType = object(
  'Builds the image when something happens.',
  {
    name: string('Name of the trigger.', { pattern: namePattern, default: 'source-image' }),
    kind: oneOf('What happens: the source has a new version.', ['SourceImage'], fixed),
  },
  { required: ['kind'], docs: docs.triggers, aliases: { type: 'kind' } },
);

export const triggerType = union(
  'Builds the image whenever its source has a new version.',
  'a trigger',
  [
    plain(yes({ expansion: { kind: 'constant', value: { kind: 'SourceImage' } } })),
    plain(
      oneOf('What happens.', ['sourceImage'], {
        ...fixed,
        expansion: { kind: 'fields', keys: ['kind'] },
      }),
    ),
    plain(azureTriggerType),
  ],
  { since: triggersSince, docs: docs.triggers },
);

export const storageAccountsType = mapping(
  'Where the storage accounts are that URIs name: group, or subscription/group.',
  'a storage account',
  string('group, or subscription/group.', fixed),
  { docs: docs.storage, examples: [{ corpscripts: 'storage-rg' }] },
);

/** The languages in which a deployment can be written. */
export const outputFormats = ['arm', 'bicep', 'terraform'] as const;

/** One of them. */
export type OutputFormat = (typeof outputFormats)[number];
/** Those of a spec and a project that name none. */
export const defaultFormats: readonly OutputFormat[] = ['arm', 'bicep'];

/** Which files of a deployment are written; configuration files have the key too. */
export const formatsType = list(
  'The languages in which the deployment is written.',
  oneOf('A language.', outputFormats, fixed),
  { minItems: 1, default: defaultFormats },
);
