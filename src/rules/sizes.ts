import type { Image } from '../image/image';
import { literalText } from '../value/value';
import { describeVmSize } from '../service/vm-sizes';
import { isGiven } from './place';
import type { Rule } from './rule';

/** A size that is given has to boot the generation and the architecture of the source. */
export const sizes: Rule = (image, report) => {
  const found = misfit(image);
  if (found) report(found.code, found.fields, image.properties.vmProfile.fields.vmSize);
};

/** What is wrong with a size that is given, if it does not boot the source. */
export function misfit({ properties, facts }: Image) {
  const value = properties.vmProfile.fields.vmSize;
  const size = literalText(value);
  if (size === undefined || !isGiven(value)) return undefined;
  const known = describeVmSize(size);
  if (!known.known) return undefined;
  const architecture = facts.architecture.value;
  if (known.architecture !== undefined && known.architecture !== architecture) {
    if (facts.architecture.origin.kind === 'default') return undefined;
    const image = `for ${architecture}`;
    const fields = { size, what: known.architecture, image, key: 'architecture' } as const;
    return { code: 'AIB316', fields } as const;
  }
  const generation = facts.generation?.value ?? facts.probableGeneration;
  if (generation === undefined || known.generations.includes(generation)) return undefined;
  const what = `generation ${known.generations.join(' and ')}`;
  const sure = facts.generation !== undefined && facts.generationSure && known.sure;
  const image = `of generation ${generation}`;
  const fields = { size, what, image, key: 'generation' } as const;
  return { code: sure ? 'AIB316' : 'AIB428', fields } as const;
}
