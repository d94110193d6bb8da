import { field, itemsOf, type Value, valueAt } from '../value/value';

/** The steps of `customize` and of `validate`. */
export function everyStep(properties: Value): readonly Value[] {
  return [
    ...itemsOf(field(properties, 'customize')),
    ...itemsOf(valueAt(properties, 'validate', 'inVMValidations')),
  ];
}
