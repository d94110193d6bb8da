import type { Step, ImageProperties, Validator } from '../image/model-types';

/** The steps of `customize` and of `validate`. */
export function everyStep({ customize, validate }: ImageProperties): readonly (Step | Validator)[] {
  return [...(customize?.items ?? []), ...(validate?.fields.inVMValidations?.items ?? [])];
}
