/** Values of the language: words, regions, sizes, sources, and names that other specs use. */
import type { StringType, Type } from '../language/type';
import { commonVmSizes } from '../service/common-vm-sizes';
import { currentSources } from '../service/current-sources';
import { readyMadeName, readyMadeSteps } from '../service/ready-made-steps';
import { azureRegions, imageBuilderRegions } from '../service/regions';
import { describeVmSize } from '../service/vm-sizes';
import { referenceKind } from '../spec/references';
import type { Offer } from './offer';
import { summary } from './describe-key';
import type { Surroundings } from './surroundings';

interface Value {
  readonly value: string;
  readonly detail?: string;
}

/** The values that fit a type. */
export function valueOffers(type: Type, file: string, known: Surroundings): readonly Offer[] {
  if (type.kind === 'union')
    return type.branches.flatMap((branch) => valueOffers(branch.type, file, known));
  return valuesOf(type, file, known).map(({ value, detail }) => ({
    label: value,
    insert: value,
    kind: 'value',
    ...(detail === undefined ? {} : { detail }),
    ...summary(type),
  }));
}

function valuesOf(type: Type, file: string, known: Surroundings): readonly Value[] {
  if (type.kind === 'boolean') {
    return (type.only === undefined ? [true, false] : [type.only]).map(plain);
  }
  if (type.kind === 'number') {
    const few = type.max - type.min < 5 ? type.max - type.min + 1 : 0;
    return Array.from({ length: few }, (_, index) => plain(type.min + index));
  }
  return type.kind === 'string' ? stringsFor(type, file, known) : [];
}

function plain(value: string | number | boolean): Value {
  return { value: String(value) };
}

/** Ready-made steps with what they do. */
function withSummary(value: Value): Value {
  const name = readyMadeName(value.value);
  const found = readyMadeSteps.find((one) => one.name === name);
  return found ? { ...value, detail: found.summary } : value;
}

function stringsFor(
  type: StringType<unknown>,
  file: string,
  known: Surroundings,
): readonly Value[] {
  if (type.values) return type.values.map(plain);
  const examples = (type.examples ?? []).filter((one) => typeof one === 'string').map(plain);
  if (type.names === 'steps') return examples.map(withSummary);
  const reference = referenceKind(type.format);
  if (reference) return [...known.references(reference).map(plain), ...examples];
  if (type.proposes === 'vmSizes') return sizesFor(file, known);
  switch (type.format) {
    case 'region':
      return regions;
    case 'source':
    case 'urn':
      return currentSources.map(({ urn, label }) => ({ value: urn, detail: label }));
    default:
      // Files are offered as they are on the disk.
      return type.names === undefined ? examples : [];
  }
}

const regions: readonly Value[] = [
  ...imageBuilderRegions.map(({ name, displayName }) => ({ value: name, detail: displayName })),
  ...azureRegions
    .filter((name) => imageBuilderRegions.every((one) => one.name !== name))
    .map((value) => ({ value, detail: 'for image versions only' })),
];

/** Sizes that boot what the spec starts from, and do not retire. */
function sizesFor(file: string, known: Surroundings): readonly Value[] {
  const facts = known.facts(file);
  return commonVmSizes.flatMap((value) => {
    const { generations, architecture, retirement } = describeVmSize(value);
    const fits =
      retirement === undefined &&
      (facts?.generation === undefined || generations.includes(facts.generation)) &&
      (facts === undefined || architecture === undefined || architecture === facts.architecture);
    const boots = generations.map((one) => `Gen${one}`).join(', ');
    return fits ? [{ value, detail: `${boots}, ${architecture ?? 'x64'}` }] : [];
  });
}
