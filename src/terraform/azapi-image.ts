/** An `azapi_resource` of an image template -> its body, with a place for each value. */
import { isArmList, isArmObject, isArmText, type ArmValue } from '../arm/arm-value';
import type { ArmPath } from '../arm/document';
import type { ImportedScope } from '../arm/resource-instance';
import {
  locatedBody,
  type FinishedBody,
  type LocatedBody,
  type Written,
} from '../arm/located-body';
import { evaluateHcl, type HclScope } from '../hcl/evaluate-hcl';
import { noteRest, sectionOf } from '../hcl/hcl-section';
import type { HclBlock, HclExpression } from '../hcl/hcl-tree';
import type { HclModule } from '../hcl/module-scope';
import { scopeOfId } from './terraform-ids';

/** The body, and where the template lives. */
export interface AzapiImage {
  readonly finished: FinishedBody;
  readonly apiVersion: string | undefined;
  readonly scope: ImportedScope;
}

const leftOut: Readonly<Record<string, string>> = {
  response_export_values: '"aibgen outputs" prints what a build made.',
  schema_validation_enabled: 'A spec is always checked.',
  ignore_casing: 'Names are compared as Azure does.',
  ignore_missing_property: 'Only the spec says what the template has.',
  removing_special_chars: 'Names are what the spec says.',
  locks: 'A deployment needs no locks.',
  timeouts: 'A deployment waits as long as Azure does.',
  depends_on: 'The deployment knows what has to be there first.',
  lifecycle: '"aibgen deploy --replace" replaces what cannot be changed.',
  replace_triggers_refs: '"aibgen deploy --replace" replaces what cannot be changed.',
  replace_triggers_external_values: '"aibgen deploy --replace" replaces what cannot be changed.',
  retry: '"aibgen deploy" tries again until new rights have spread.',
  provider: 'The spec is deployed with Azure Resource Manager.',
  count: 'The resource is read once.',
  for_each: 'The resource is read once.',
};

/** Reads the resource. */
export function readAzapiImage(block: HclBlock, { scope }: HclModule): AzapiImage {
  const from: Written = { path: block.labels.join('.'), span: block.nameSpan };
  const body = locatedBody(from);
  const section = sectionOf(block.body, from, scope);
  const type = section.take('type');
  const [, version] = typeof type?.value === 'string' ? type.value.split('@') : [];
  if (type && version !== undefined) body.set(['apiVersion'], version, type.from);
  for (const name of ['name', 'location']) {
    const found = section.take(name);
    if (found) body.set([name], found.value, found.from);
  }
  const tags = section.take('tags');
  if (tags) placeTree(tags.expression, ['tags'], tags.from, scope, body);
  for (const identity of section.takeBlocks('identity')) {
    const kind = identity.take('type');
    if (kind) body.set(['identity', 'type'], kind.value, kind.from);
    identity
      .takeItems('identity_ids')
      .forEach(({ value, from: at }, index) =>
        body.set(['identity', 'identity_ids', index], value, at),
      );
    noteRest(identity, body, () => 'Azure sets it; it cannot be given.');
  }
  const parent = section.take('parent_id');
  if (parent) {
    body.note(
      'default',
      parent.from,
      'The deployment goes to a group; the spec names it where it is known.',
    );
  }
  const inner = section.take('body');
  if (inner) placeTree(withoutEncoding(inner.expression), [], inner.from, scope, body);
  noteRest(
    section,
    body,
    (name) =>
      (Object.hasOwn(leftOut, name) ? leftOut[name] : undefined) ?? 'Nothing of a spec says it.',
  );
  return {
    finished: body.finish(),
    apiVersion: version,
    scope: parent ? scopeOfId(parent.value) : {},
  };
}

/** The object in `jsonencode({…})`. */
function withoutEncoding(expression: HclExpression): HclExpression {
  const [only, ...more] = expression.kind === 'call' ? expression.args : [];
  const isEncoded =
    expression.kind === 'call' && expression.name === 'jsonencode' && more.length === 0;
  return isEncoded && only ? only : expression;
}

/** Puts each value that an expression writes out at its own place. */
function placeTree(
  expression: HclExpression,
  path: ArmPath,
  from: Written,
  scope: HclScope,
  body: LocatedBody,
): void {
  const at = (step: string | number, span = expression.span): Written => ({
    path: typeof step === 'number' ? `${from.path}[${step}]` : `${from.path}.${step}`,
    span,
  });
  if (expression.kind === 'object' && expression.items.length > 0) {
    for (const { key, value } of expression.items) {
      const name = evaluateHcl(key, scope);
      if (isArmText(name)) return put(expression, path, from, scope, body);
      placeTree(value, [...path, String(name)], at(String(name), key.span), scope, body);
    }
  } else if (expression.kind === 'list' && expression.items.length > 0) {
    expression.items.forEach((item, index) =>
      placeTree(item, [...path, index], at(index, item.span), scope, body),
    );
  } else put(expression, path, from, scope, body);
}

function put(
  expression: HclExpression,
  path: ArmPath,
  from: Written,
  scope: HclScope,
  body: LocatedBody,
): void {
  const value = evaluateHcl(expression, scope);
  if (path.length > 0) return body.set(path, value, from);
  // A body as the text of JSON, or from a local value.
  const parsed = typeof value === 'string' ? parseObject(value) : value;
  if (!isArmObject(parsed) || isArmList(parsed)) {
    return body.note(
      'obstacle',
      from,
      'The body has no static value. Import the state instead: "terraform show -json | aibgen import -".',
    );
  }
  for (const [key, inner] of Object.entries(parsed)) body.set([key], inner, from);
}

function parseObject(text: string): ArmValue {
  try {
    const value: ArmValue = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}
