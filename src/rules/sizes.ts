import { diagnose } from '../diagnostics/diagnostic';
import { literalText } from '../value/value';
import { describeVmSize } from '../service/vm-sizes';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** A size that is given has to boot the generation and the architecture of the source. */
export const sizes: Rule = ({ properties, facts }, report) => {
  const value = properties.vmProfile.fields.vmSize;
  const size = literalText(value);
  if (size === undefined || !isGiven(value)) return;
  const known = describeVmSize(size);
  if (!known.known) return;
  const place = placeOfValue(value);
  const architecture = facts.architecture.value;
  if (known.architecture !== undefined && known.architecture !== architecture) {
    if (facts.architecture.origin.kind === 'default') return;
    const image = `for ${architecture}`;
    report(
      diagnose('AIB316', { size, what: known.architecture, image, key: 'architecture' }, place),
    );
    return;
  }
  const generation = facts.generation?.value ?? facts.probableGeneration;
  if (generation === undefined || known.generations.includes(generation)) return;
  const what = `generation ${known.generations.join(' and ')}`;
  const sure = facts.generation !== undefined && facts.generationSure && known.sure;
  const image = `of generation ${generation}`;
  report(diagnose(sure ? 'AIB316' : 'AIB428', { size, what, image, key: 'generation' }, place));
};
