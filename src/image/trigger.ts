/** The trigger of an image. */
import { docs } from '../service/docs';
import { type ApiVersion, triggersSince } from '../service/api-versions';
import { triggerType } from '../language/azure';
import { child, type MapNode } from '../spec/node';
import type { Trigger } from './image';
import { given, toValue, type ValueContext } from './to-value';
import { field, text } from '../value/value';
import type { Need } from './template-version';

/** What the trigger of a spec needs of the API version. */
export function triggerNeeds(root: MapNode): readonly Need[] {
  const node = child(root, 'trigger');
  return node ? [{ property: 'trigger', since: triggersSince, origin: given(node) }] : [];
}

/** Reads the trigger; it is deployed with the API version of its template. */
export function triggerOf(
  root: MapNode,
  apiVersion: ApiVersion,
  context: ValueContext,
): Trigger | undefined {
  const node = child(root, 'trigger');
  const value = node && toValue(node, triggerType, context);
  if (!node || !value) return undefined;
  const name = field(value, 'name');
  const kind = field(value, 'kind');
  return {
    name: name?.kind === 'text' ? name : { ...text('source-image'), origin: defaultName },
    kind: kind?.kind === 'text' ? kind : text('SourceImage'),
    apiVersion,
    origin: given(node),
  };
}

const defaultName = {
  kind: 'default',
  rule: 'trigger-name',
  reason: 'A template has one trigger of this kind.',
  doc: docs.triggers,
} as const;
