import { itemsOf, type Node } from '../spec/node';
import type { Infer, UnionType } from '../language/type';
import { docs } from '../service/docs';
import { list, type ModelValue, sourced } from '../value/value';
import type { Origin } from '../value/origin';
import type { Model } from './model-types';
import type { NormalizeContext } from './image-context';
import { type ResolvedStep, resolveScript } from './script-files';
import { reportCalledScripts } from './called-script';
import { toValue } from './to-value';

/** The steps of a list as values: scripts that are named by path get their address and checksum, or are embedded. */
export function readSteps<T extends UnionType>(
  node: Node | undefined,
  shape: T,
  context: NormalizeContext,
): readonly Model<Infer<T>>[] | undefined {
  if (!node) return undefined;
  const items = itemsOf(node);
  reportCalledScripts(items, context);
  return items.flatMap((item) =>
    resolveScript(item, context).flatMap((step) => readStep(step, shape, context) ?? []),
  );
}

function readStep<T extends UnionType>(
  { node, commands }: ResolvedStep,
  shape: T,
  context: NormalizeContext,
): Model<Infer<T>> | undefined {
  const step = toValue(node, shape, context);
  if (!commands || !step) return step;
  const origin: Origin = {
    kind: 'derived',
    rule: 'script',
    reason: 'The script of the step and its arguments, as the service runs them.',
    doc: docs.customize,
    span: commands.from.span,
  };
  const inline: ModelValue = sourced(
    list(commands.lines.map((line) => sourced(line, origin))),
    origin,
  );
  return withField(step, 'inline', inline);
}

/** A step with one more field, which its declaration has. */
function withField<S>(step: S, key: string, value: ModelValue): S {
  const { fields } = step as S & { readonly fields: object };
  return { ...step, fields: { ...fields, [key]: value } };
}
