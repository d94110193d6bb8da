/** Steps with their names and the defaults of their kind. */
import { docs } from '../service/docs';
import { defaults } from '../service/defaults';
import { stepKinds } from '../language/step-kinds';
import { firstFree, numbered } from '../lib/unique-name';
import { defaultValue, fill } from './fill-defaults';
import type { Step, Validator } from './model-types';
import type { Origin } from '../value/origin';
import { type Fields, type ModelValue, sourced, text, textKey } from '../value/value';

const orders: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  stepKinds.map(({ type, azure }) => [type, Object.keys(azure.type.fields)]),
);

const stepDefaults: Readonly<Record<Step['type'], Fields<ModelValue>>> = {
  Shell: {},
  PowerShell: {
    runElevated: defaultValue(defaults.runElevated),
    runAsSystem: defaultValue(defaults.runAsSystem),
    validExitCodes: defaultValue(defaults.validExitCodes),
  },
  File: {},
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
const nameStems: Readonly<Record<Step['type'], string>> = {
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

/** The longest name of a step. */
const limit = 64;

/** A name that no other step of the list has; `taken` holds the names in lower case. */
export function stepName(wanted: string, taken: Set<string>): string {
  const name = firstFree(
    (count) => numbered(wanted, count, { limit }),
    (one) => taken.has(one.toLowerCase()),
  );
  taken.add(name.toLowerCase());
  return name;
}

/** Gives each step a name and the defaults of its kind; `taken` collects the names, given ones first. */
export function fillSteps<S extends Step | Validator>(
  steps: readonly S[],
  taken: Set<string>,
): readonly S[] {
  for (const { fields } of steps) if (fields.name) taken.add(textKey(fields.name).toLowerCase());
  return steps.map((step, index) => {
    const name = step.fields.name
      ? undefined
      : sourced(text(stepName(`${nameStems[step.type]}-${index + 1}`, taken)), nameOrigin);
    return fill(step, orders[step.type] ?? [], { ...stepDefaults[step.type], name });
  });
}
