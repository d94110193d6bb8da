/** The trigger of an image. */
import { docs } from '../service/docs';
import { type ApiVersion, triggersSince } from '../service/api-versions';
import { azureTriggerType } from '../language/own-keys';
import { child, type MapNode } from '../spec/node';
import type { Trigger } from './image';
import { given, toValue, type ValueContext } from './to-value';
import { sourced, text } from '../value/value';
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
  const value = node && toValue(node, azureTriggerType, context);
  if (!node || !value) return undefined;
  const { name, kind } = value.fields;
  return {
    name: name ?? sourced(text('source-image'), defaultName),
    kind: kind ?? sourced(text('SourceImage'), value.origin),
    apiVersion,
    origin: value.origin,
  };
}

const defaultName = {
  kind: 'default',
  rule: 'trigger-name',
  reason: 'A template has one trigger of this kind.',
  doc: docs.triggers,
} as const;
