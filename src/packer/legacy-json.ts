/**
 * The old JSON templates of Packer as the blocks that HCL has for the same.
 * https://developer.hashicorp.com/packer/docs/templates/legacy_json_templates
 */
import type { Source } from '../diagnostics/source';
import { attributeNamed, bodyOfObject } from '../hcl/hcl-tree';
import type { HclAttribute, HclBlock, HclBody, HclEntry, HclExpression } from '../hcl/hcl-tree';
import { parseHclJson } from '../hcl/parse-hcl-json';
import type { HclResult } from '../hcl/parse-hcl';

/** Reads a template; texts stay as they are, with their `{{ … }}`. */
export function parseLegacyJson(source: Source): HclResult {
  const result = parseHclJson(source, {}, (text, span) => ({ kind: 'literal', value: text, span }));
  if (!result.ok) return result;
  return { ok: true, body: asHcl(result.body) };
}

function asHcl(body: HclBody): HclBody {
  const entries = body.entries.flatMap((entry): readonly HclEntry[] => {
    if (entry.kind === 'block') return [entry];
    switch (entry.name) {
      case 'variables':
        return variables(entry, body);
      case 'builders':
        return objects(entry).map((builder) => sourceBlock(builder));
      case 'sensitive-variables':
      case 'provisioners':
      case 'post-processors':
        return [];
      default:
        return [entry];
    }
  });
  return { entries: [...entries, buildBlock(body)], span: body.span };
}

function attribute(body: HclBody, name: string): HclAttribute | undefined {
  return attributeNamed(body, name);
}

/** The objects of a list. */
function objects(entry: HclAttribute | undefined): readonly (HclExpression & { kind: 'object' })[] {
  if (entry?.value.kind !== 'list') return [];
  return entry.value.items.flatMap((one) => (one.kind === 'object' ? [one] : []));
}

function literal(
  value: null | boolean | number | string,
  { span }: { span: HclBody['span'] },
): HclExpression {
  return { kind: 'literal', value, span };
}

function variables(entry: HclAttribute, body: HclBody): readonly HclEntry[] {
  if (entry.value.kind !== 'object') return [entry];
  const list = attribute(body, 'sensitive-variables')?.value;
  const secrets = list?.kind === 'list' ? list.items : [];
  return bodyOfObject(entry.value).entries.flatMap((one): readonly HclEntry[] => {
    if (one.kind === 'block') return [];
    const { name, nameSpan, value } = one;
    const at = { span: nameSpan };
    const isSecret = secrets.some((two) => two.kind === 'literal' && two.value === name);
    // An empty or missing default says that the variable has to be given.
    const isGiven = value.kind === 'literal' && value.value !== null && value.value !== '';
    const hasFunction = value.kind === 'literal' && /\{\{/.test(String(value.value));
    const fields: readonly HclEntry[] = [
      { kind: 'attribute', name: 'sensitive', nameSpan, value: literal(isSecret, at) },
      ...(isGiven && !hasFunction
        ? [{ kind: 'attribute' as const, name: 'default', nameSpan, value }]
        : []),
    ];
    return [
      {
        kind: 'block',
        name: 'variable',
        nameSpan,
        labels: [name],
        body: { entries: fields, span: nameSpan },
      },
    ];
  });
}

function textOf(body: HclBody, name: string): string | undefined {
  const value = attribute(body, name)?.value;
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

function sourceBlock(builder: HclExpression & { kind: 'object' }): HclBlock {
  const body = bodyOfObject(builder);
  const type = textOf(body, 'type') ?? '';
  const name = textOf(body, 'name') ?? type;
  const entries = body.entries.filter((one) => one.name !== 'type' && one.name !== 'name');
  const nameSpan = attribute(body, 'type')?.nameSpan ?? builder.span;
  return {
    kind: 'block',
    name: 'source',
    nameSpan,
    labels: [type, name],
    body: { ...body, entries },
  };
}

/** A build of all builders. */
function buildBlock(body: HclBody): HclBlock {
  const builders = objects(attribute(body, 'builders'));
  const at = attribute(body, 'builders')?.nameSpan ?? body.span;
  const sources = builders.map(({ span, ...builder }) => {
    const inner = bodyOfObject({ ...builder, span });
    const type = textOf(inner, 'type') ?? '';
    return literal(`source.${type}.${textOf(inner, 'name') ?? type}`, { span });
  });
  const steps = ['provisioners', 'post-processors'].flatMap((list) =>
    objects(attribute(body, list)).map((one): HclBlock => {
      const inner = bodyOfObject(one);
      const entries = inner.entries.filter(({ name }) => name !== 'type');
      return {
        kind: 'block',
        name: list.slice(0, -1),
        nameSpan: attribute(inner, 'type')?.nameSpan ?? one.span,
        labels: [textOf(inner, 'type') ?? ''],
        body: { ...inner, entries },
      };
    }),
  );
  const list: HclEntry = {
    kind: 'attribute',
    name: 'sources',
    nameSpan: at,
    value: { kind: 'list', items: sources, comments: new Map(), span: at },
  };
  return {
    kind: 'block',
    name: 'build',
    nameSpan: at,
    labels: [],
    body: { entries: [list, ...steps], span: at },
  };
}
