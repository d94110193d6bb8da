import type { Definition, Image } from '../image/image';
import type { DefinitionProperties, Plan } from '../image/model-types';
import { scopeKey } from '../value/resource-id';
import { literalText, type Sourced, type Text, textKey } from '../value/value';
import {
  fittingSecurityTypes,
  isPlainSecurity,
  nvmeFeatures,
} from '../service/gallery-definitions';
import { describeVmSize } from '../service/vm-sizes';
import type { Report, Rule } from './rule';

/** A definition that is made has to fit the source: the image is of the kind that its source is. */
export const definitions: Rule = (image, report) => {
  const { facts } = image;
  const made = new Set<string>();
  for (const definition of image.definitions) {
    const key = scopeKey(definition.id);
    const name = definition.id.names.map(textKey).join('/');
    if (made.has(key)) report('AIB334', { name }, definition);
    made.add(key);
    if (!definition.properties.fields.hyperVGeneration) {
      report('AIB331', { source: facts.label }, definition);
    }
    for (const { value, is, otherIs } of contradictions(definition, image)) {
      report('AIB330', { source: facts.label, is, otherIs }, value);
    }
    securityType(definition, image, report);
    diskControllers(definition, image, report);
  }
};

interface Contradiction {
  readonly value: Sourced<Text>;
  readonly is: string;
  readonly otherIs: string;
}

/** In what a definition is not as its source, as far as that is known for sure. */
function contradictions(
  { properties: { fields } }: Definition,
  { facts, properties: template }: Image,
): readonly Contradiction[] {
  const { os, generation, generationSure, architecture } = facts;
  const plan =
    template.source?.type === 'PlatformImage' ? template.source.fields.planInfo : undefined;
  const differs = (
    value: Sourced<Text> | undefined,
    mine: string,
    label: (value: string) => string,
  ): readonly Contradiction[] => {
    const own = literalText(value);
    return value === undefined || own === undefined || own === mine
      ? []
      : [{ value, is: label(own), otherIs: label(mine) }];
  };
  const kind = (value: string): string => `for ${value}`;
  return [
    ...differs(fields.osType, os.value === 'linux' ? 'Linux' : 'Windows', kind),
    ...differs(fields.architecture, architecture.value === 'arm64' ? 'Arm64' : 'x64', kind),
    ...(generation && generationSure
      ? differs(
          fields.hyperVGeneration,
          `V${generation.value}`,
          (value) => `of generation ${value.slice(1)}`,
        )
      : []),
    ...planContradiction(fields.purchasePlan, plan),
  ];
}

/** The plan goes with the image: a definition that names another one cannot be used. */
function planContradiction(
  ofPlan: DefinitionProperties['fields']['purchasePlan'],
  plan: Plan | undefined,
): readonly Contradiction[] {
  const mine = [
    ['name', 'planName'],
    ['product', 'planProduct'],
    ['publisher', 'planPublisher'],
  ] as const;
  return mine.flatMap(([key, sourceKey]) => {
    const value = ofPlan?.fields[key];
    const own = literalText(value);
    const other = literalText(plan?.fields[sourceKey]);
    if (!value || own === undefined || other === undefined) return [];
    if (own.toLowerCase() === other.toLowerCase()) return [];
    const label = (name: string): string => `of the plan ${key} "${name}"`;
    return [{ value, is: label(own), otherIs: label(other) }];
  });
}

function securityType(
  { security, properties, origin: whole }: Definition,
  { facts }: Image,
  report: Report,
): void {
  const { value: type, origin } = security;
  if (origin.kind !== 'spec') {
    if (!facts.securitySure) {
      const fields = { source: facts.label, type: type === 'none' ? undefined : type };
      report('AIB451', fields, { origin: whole });
    }
    return;
  }
  if (type === 'ConfidentialVM') report('AIB458', {}, security);
  if (!isPlainSecurity(type) && literalText(properties.fields.hyperVGeneration) === 'V1') {
    report('AIB332', { type }, security);
  } else if (facts.securitySure && !fittingSecurityTypes[facts.security.value].includes(type)) {
    const label = (value: string): string =>
      value === 'none' ? 'without a security type' : `of the security type ${value}`;
    const fields = { is: label(type), otherIs: label(facts.security.value) };
    report('AIB330', { source: facts.label, ...fields }, security);
  }
}

/** A build on a size with NVMe disks can only become an image of a definition that has them. */
function diskControllers(
  { properties, origin }: Definition,
  { properties: template }: Image,
  report: Report,
): void {
  const value = template.vmProfile.fields.vmSize;
  const size = literalText(value);
  if (size === undefined || !describeVmSize(size).needsNvme) return;
  const controllers = (properties.fields.features?.items ?? []).find(
    ({ fields }) => literalText(fields.name)?.toLowerCase() === nvmeFeatures[0].name.toLowerCase(),
  );
  const text = controllers && literalText(controllers.fields.value);
  if (controllers && (text === undefined || /nvme/i.test(text))) return;
  report('AIB452', { size }, controllers ?? { origin });
}
