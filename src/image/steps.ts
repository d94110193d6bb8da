/** Steps with their names. */
import { docs } from '../service/docs';
import { firstFree, numbered } from '../lib/unique-name';
import type { Step, Validator } from './model-types';
import type { Origin } from '../value/origin';
import { sourced, text, textKey } from '../value/value';

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
export function stepName(preferred: string, taken: Set<string>): string {
  const name = firstFree(
    (count) => numbered(preferred, count, { limit }),
    (one) => taken.has(one.toLowerCase()),
  );
  taken.add(name.toLowerCase());
  return name;
}

/** Gives each step a name; `taken` collects the names, given ones first. */
export function nameSteps<S extends Step | Validator>(
  steps: readonly S[],
  taken: Set<string>,
): readonly S[] {
  for (const { fields } of steps) if (fields.name) taken.add(textKey(fields.name).toLowerCase());
  return steps.map((step, index) => {
    if (step.fields.name) return step;
    const name = stepName(`${nameStems[step.type]}-${index + 1}`, taken);
    return { ...step, fields: { ...step.fields, name: sourced(text(name), nameOrigin) } };
  });
}
