/** Reads resources that are on their own: bodies of requests, answers of Azure, parts cut out of a template. */
import { symbolOf } from './template-environment';
import { copiesOf } from './nested-deployments';
import type { ImportedScope } from './resource-instance';
import type { ImportedParameter, ParameterValues } from './parameters';
import { collectInstances, imageTemplateType } from './collect-resources';
import type { ArmReading, ImportedResource } from './collect-resources';
import { unflatten, type BareResource } from './document-kind';
import { isKnownCall } from './evaluate';
import { expressionSource, parseArmExpression } from './expression';
import { armProperty, isArmObject, type ArmValue } from './arm-value';
import { diagnose } from '../diagnostics/diagnostic';
import { isJsonList, isJsonObject, type Json } from '../lib/json';

/** Resources outside a template: texts are literal there, but parts cut out of a template are understood too. */
export function readBareResources(
  resources: readonly BareResource[],
  values: ParameterValues,
  reading: ArmReading,
): readonly ImportedParameter[] {
  const used = new Map<string, ImportedParameter>();
  const parameter = (name: string): ArmValue => {
    const key = name.toLowerCase();
    const found = used.get(key) ?? { name, type: 'string', secure: false };
    used.set(key, found);
    return values.get(key) ?? symbolOf(found);
  };
  for (const bare of resources) {
    const add = (found: ImportedResource): void =>
      reading.add(found.path.length === bare.path.length ? completed(found, bare, reading) : found);
    const expressions = isCutOut(bare.json) ? 'known calls' : 'none';
    const environment = { ...reading.environment, expressions, parameter } as const;
    const around = { environment, scope: {}, siblings: () => [] };
    collectInstances(copiesOf(bare.json, bare.path, undefined, around), { ...reading, add });
    const { address, path } = bare;
    if (address !== undefined) {
      reading.pass(diagnose('AIB615', { address }, { span: reading.locate(path), path: address }));
    }
  }
  if (used.size > 0) {
    const message = `Without their template these stay open: ${[...used.keys()].join(', ')}.`;
    reading.report('warning', message, []);
  }
  return [...used.values()];
}

/** Where people write what they like: brackets there say nothing about the document. */
const freeText =
  /^(?:inline|filters|.*tags|searchCriteria|restart.*|destination|description|comments|metadata)$/i;

/** Whether a resource was cut out of a template: then some id, region or size, or its own name, is an expression. */
function isCutOut(json: Json, depth = 0): boolean {
  if (typeof json === 'string') {
    const source = expressionSource(json);
    const expression = source === undefined ? undefined : parseArmExpression(source);
    return expression !== undefined && expression.kind !== 'invalid' && isKnownCall(expression);
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

function completed(
  found: ImportedResource,
  { kind }: BareResource,
  { report }: ArmReading,
): ImportedResource {
  const body = kind === 'flat' ? unflatten(found.body) : found.body;
  const scope = scopeOfId(body);
  if (kind === 'other') return { ...found, body, scope };
  if (found.type !== '' && found.type !== imageTemplateType) {
    const message = `The type ${found.type} is taken for ${imageTemplateType}.`;
    report('warning', message, [...found.path, 'type']);
  }
  if (!isArmObject(body) || armProperty(body, 'properties') === undefined) {
    const message = 'This has no properties, as in a list; "az image builder show" prints them.';
    report('error', message, found.path);
  }
  return { ...found, type: imageTemplateType, body, scope, flat: kind === 'flat' };
}

/** Where the resource of an answer lives, by its id. */
function scopeOfId(body: ArmValue): ImportedScope {
  const id = isArmObject(body) ? (body.id ?? body.parent_id) : undefined;
  const [, subscription, resourceGroup] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)(?:\/|$)/i.exec(String(id)) ?? [];
  if (subscription === undefined || resourceGroup === undefined) return {};
  return { subscription, resourceGroup };
}
