/** Steps with their names and the defaults of their kind. */
import { docs } from '../service/docs';
import { defaults } from '../service/defaults';
import { azureCustomizers } from '../language/azure';
import { defaultValue, fill, uniqueName, literalField } from './fill-defaults';
import type { Origin } from '../value/origin';
import { field, type ObjectValue, text, textKey, type Value } from '../value/value';

const orders: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  azureCustomizers.map(({ discriminator, type }) => [discriminator.type, Object.keys(type.fields)]),
);

const stepDefaults: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  PowerShell: {
    runElevated: defaultValue(defaults.runElevated),
    runAsSystem: defaultValue(defaults.runAsSystem),
    validExitCodes: defaultValue(defaults.validExitCodes),
  },
  WindowsRestart: {
    restartCommand: defaultValue(defaults.restartCommand),
    restartTimeout: defaultValue(defaults.restartTimeout),
  },
  WindowsUpdate: {
    searchCriteria: defaultValue(defaults.searchCriteria),
    updateLimit: defaultValue(defaults.updateLimit),
  },
};

/** What the names of unnamed steps begin with. */
const nameStems: Readonly<Record<string, string>> = {
  Shell: 'shell',
  PowerShell: 'powershell',
  File: 'file',
  WindowsRestart: 'restart',
  WindowsUpdate: 'update',
};

const nameOrigin: Origin = {
  kind: 'derived',
  rule: 'step-name',
  reason: 'A step without a name is called by its kind and position.',
  doc: docs.customize,
};

/** Gives each step a name and the defaults of its kind; `taken` collects the names, given ones first. */
export function fillSteps(steps: readonly Value[], taken: Set<string>): readonly ObjectValue[] {
  const objects = steps.filter((step): step is ObjectValue => step.kind === 'object');
  for (const step of objects) {
    const name = field(step, 'name');
    if (name?.kind === 'text') taken.add(textKey(name).toLowerCase());
  }
  return objects.map((step, index) => {
    const type = literalField(step, 'type') ?? '';
    const name = field(step, 'name')
      ? undefined
      : {
          ...text(uniqueName(`${nameStems[type] ?? 'step'}-${index + 1}`, taken)),
          origin: nameOrigin,
        };
    return fill(step, orders[type] ?? [], { ...stepDefaults[type], name });
  });
}
