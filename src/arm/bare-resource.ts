/** Reads resources that stand by themselves: bodies of requests, answers of Azure, parts cut out of a template. */
import type { ArmEnvironment } from './evaluation-context';
import { symbolOf } from './template-environment';
import { copiesOf } from './nested-deployments';
import type { ImportedScope } from './resource-instance';
import type { ImportedParameter } from './template-parameters';
import { valuesFrom } from './reading';
import type { ArmReading, ArmReadOptions } from './reading';
import { collectInstances, imageTemplateType } from './collect-resources';
import type { FoundResource } from './collect-resources';
import { unflatten } from './document-kind';
import type { BareResource } from './document-kind';
import { isKnownCall } from './evaluate';
import { parseArmExpression, readArmString } from './expression';
import { armProperty, isArmObject, isJsonList, isJsonObject } from './arm-value';
import type { ArmValue, Json } from './arm-value';

/** Resources outside of a template: texts are literal there, but parts cut out of a template are understood too. */
export function readBareResources(
  resources: readonly BareResource[],
  options: ArmReadOptions,
  reading: ArmReading,
): readonly ImportedParameter[] {
  const values = valuesFrom(options, reading, new Map());
  const used = new Map<string, ImportedParameter>();
  const parameter = (name: string) => {
    const key = name.toLowerCase();
    const found = used.get(key) ?? { name, type: 'string', secure: false };
    used.set(key, found);
    return values.get(key) ?? symbolOf(found);
  };
  for (const lone of resources) {
    const finish = (found: FoundResource) =>
      found.place.length === lone.path.length ? finished(found, lone, reading) : found;
    const add = (found: FoundResource) => reading.add(finish(found));
    const bare: ArmEnvironment['bare'] = isCutOut(lone.json) || 'literal';
    const environment = { ...reading.environment, bare, parameter };
    const around = { environment, scope: {}, siblings: () => [] };
    collectInstances(copiesOf(lone.json, lone.path, undefined, around), { ...reading, add });
  }
  if (used.size > 0) {
    reading.report(
      'warning',
      `Without their template these stay open: ${[...used.keys()].join(', ')}.`,
      [],
    );
  }
  return [...used.values()];
}

/** Where people write what they like: brackets there say nothing about the document. */
const freeText =
  /^(?:inline|filters|.*tags|searchCriteria|restart.*|destination|description|comments|metadata)$/i;

/** Whether a resource was cut out of a template: then some id, region or size, or its own name, is an expression. */
function isCutOut(json: Json, depth = 0): boolean {
  if (typeof json === 'string') {
    const meaning = readArmString(json);
    if (meaning.kind === 'literal') return false;
    const parsed = parseArmExpression(meaning.source);
    return parsed.ok && isKnownCall(parsed.expression);
  }
  if (isJsonList(json)) return json.some((one) => isCutOut(one, depth + 1));
  if (!isJsonObject(json)) return false;
  return Object.entries(json).some(
    ([key, inner]) =>
      key === 'copy' ||
      (!freeText.test(key) &&
        (key !== 'name' || depth === 0) &&
        (isCutOut(key) || isCutOut(inner, depth + 1))),
  );
}

function finished(
  found: FoundResource,
  { kind }: BareResource,
  reading: ArmReading,
): FoundResource {
  const body = kind === 'flat' ? unflatten(found.body) : found.body;
  const scope = scopeOfId(body);
  if (kind === 'other') return { ...found, body, scope };
  if (found.type !== '' && found.type !== imageTemplateType) {
    const message = `The type ${found.type} is taken for ${imageTemplateType}.`;
    reading.report('warning', message, [...found.place, 'type']);
  }
  if (!isArmObject(body) || armProperty(body, 'properties') === undefined) {
    const message =
      'This has no properties, as in a mere list; "az image builder show" prints them.';
    reading.report('error', message, found.place);
  }
  return { ...found, type: imageTemplateType, body, scope };
}

/** Where the resource of an answer lives, by its id. */
function scopeOfId(body: ArmValue): ImportedScope {
  const id = isArmObject(body) ? (body.id ?? body.parent_id) : undefined;
  if (typeof id !== 'string') return {};
  const [, subscription, resourceGroup] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)(?:\/|$)/i.exec(id) ?? [];
  return subscription === undefined || resourceGroup === undefined
    ? {}
    : { subscription, resourceGroup };
}
