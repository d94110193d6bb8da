/**
 * The properties of an image template as they are written, in this order, with Azure's names and shapes and the short
 * forms that a spec may have for them. A property that is added here is there in specs, outputs, the JSON Schema, the
 * manual and import.
 * @see https://learn.microsoft.com/azure/templates/microsoft.virtualmachineimages/imagetemplates
 */
import { docs } from '../service/docs';
import { vmProfileType } from './build-vm';
import { checksumType, createType, durationType, stateType, tagsType } from './common-types';
import {
  boolean,
  byDefault,
  int32,
  integer,
  list,
  object,
  oneOf,
  plain,
  revised,
  string,
  union,
  yes,
} from './declare';
import { inSpec, short } from './short-forms';
import { azureSourceType, sourceType } from './source-kinds';
import { azureStepType, azureValidationType, stepType, validationType } from './step-kinds';
import { azureTargetType, targetType } from './target-kinds';
import type { Data, Type } from './type';

const timeoutOptions = {
  ...byDefault(
    240,
    'build-timeout',
    'The service treats an absent or zero timeout as 240 minutes.',
  ),
  docs: docs.timeout,
} as const;
const minutes = integer('Minutes until a build is given up; 0 means 240.', 0, 960, timeoutOptions);

const buildTimeoutInMinutes = short(
  {
    timeout: durationType('How long a build may take: minutes, or as 90m or 4h.', minutes, {
      default: 240,
      docs: docs.timeout,
    }),
  },
  minutes,
);

/** `true` for a value that is often meant, or Azure's own shape. */
function orTrue<T extends Type>(type: T, meaning: Data, doc: string, page: string) {
  const branches = [
    plain(yes({ expansion: { kind: 'constant', value: meaning } })),
    { discriminator: { kind: 'mapping' }, type },
  ] as const;
  return inSpec(union(doc, 'a switch', branches, { docs: page }), type);
}

const validateFields = {
  continueDistributeOnFailure: boolean('Distribute although a validation failed.', {
    ...byDefault(false, 'validate', 'A failed validation stops the distribution by default.'),
    docs: docs.validate,
  }),
  sourceValidationOnly: boolean('Validate the source itself; build nothing.', {
    ...byDefault(false, 'validate', 'The built image is validated by default, not the source.'),
    docs: docs.validate,
  }),
} as const;
const validationsType = list('Tests, in order.', validationType);

const validate = inSpec(
  union(
    'Tests of the image.',
    'a validation',
    [
      plain(revised(validationsType, { expansion: { kind: 'fields', keys: ['inVMValidations'] } })),
      plain(object("Azure's own shape.", { ...validateFields, inVMValidations: validationsType })),
    ],
    { docs: docs.validate },
  ),
  object(
    'Tests of the built image.',
    {
      ...validateFields,
      inVMValidations: list('Steps that run in the image.', azureValidationType),
    },
    { since: '2022-02-14', docs: docs.validate },
  ),
);

const optimize = orTrue(
  object(
    'Optimizations of the image.',
    {
      vmBoot: object('Faster start of VMs.', { state: stateType }, { docs: docs.optimize }),
      workload: object(
        'Optimization by a script that shows the workload.',
        {
          state: stateType,
          scriptUri: string('URI of the script.'),
          sha256Checksum: checksumType,
        },
        { since: '2025-10-01', docs: docs.optimize },
      ),
    },
    { since: '2022-07-01', docs: docs.optimize },
  ),
  { vmBoot: { state: 'Enabled' } },
  'Optimizations of the image.',
  docs.optimize,
);

const onError = oneOf('What happens to the build VM.', ['cleanup', 'abort'], {
  open: true,
  ...byDefault('cleanup', 'error-handling', 'The build VM is removed after an error by default.'),
  docs: docs.errorHandling,
});

const errorHandlingType = object(
  'What happens after an error.',
  { onCustomizerError: onError, onValidationError: onError },
  { since: '2023-07-01', docs: docs.errorHandling },
);

const errorHandling = inSpec(
  union(
    'What happens to the build VM after an error.',
    'error handling',
    [
      plain(
        oneOf('The same for both kinds.', ['cleanup', 'abort'], {
          expansion: { kind: 'fields', keys: ['onCustomizerError', 'onValidationError'] },
        }),
      ),
      plain(errorHandlingType),
    ],
    { docs: docs.errorHandling },
  ),
  errorHandlingType,
);

const existingGroup = { kind: 'fields', keys: ['name'], adds: { create: false } } as const;

const stagingResourceGroup = inSpec(
  union(
    'Resource group for the resources that a build needs; absent: the service makes one.',
    'a resource group',
    [
      plain(
        string('An existing group, or its id.', {
          format: 'resourceGroup',
          expansion: existingGroup,
        }),
      ),
      plain(
        object(
          'A group that the service makes.',
          { name: string('Its name.', { format: 'resourceGroup' }), create: createType },
          { required: ['name'] },
        ),
      ),
    ],
    { docs: docs.stagingResourceGroup },
  ),
  string('Resource group for the resources that a build needs.', {
    format: 'resourceGroup',
    since: '2022-02-14',
    docs: docs.stagingResourceGroup,
  }),
);

const autoRun = orTrue(
  object(
    'Build when the template is created.',
    { state: stateType },
    { since: '2024-02-01', docs: docs.autoRun },
  ),
  { state: 'Enabled' },
  'Build when the template is created.',
  docs.autoRun,
);

/** The properties of the resource as they are written, in this order. */
export const imageTemplateProperties = object('Properties of the image template.', {
  buildTimeoutInMinutes,
  vmProfile: vmProfileType,
  source: inSpec(sourceType, azureSourceType),
  customize: inSpec(
    list('Steps that make the image, in order.', stepType, { docs: docs.customize }),
    list('Steps that make the image.', azureStepType),
  ),
  validate,
  optimize,
  errorHandling,
  distribute: inSpec(
    list('Where the image goes.', targetType, { minItems: 1, docs: docs.distribute }),
    list('Where the image goes.', azureTargetType),
  ),
  stagingResourceGroup,
  autoRun,
  managedResourceTags: revised(tagsType, {
    doc: 'Tags of the resources that the service makes for a build.',
    since: '2024-02-01',
    docs: docs.managedResourceTags,
  }),
  additionalDataDisks: list(
    'Further data disks of the build VM.',
    object('A data disk.', { sizeGB: integer('Size in GB.', 0, int32) }, { docs: docs.resource }),
    { since: '2025-10-01' },
  ),
});
