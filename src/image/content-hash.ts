/** Names that change with the content: an image template cannot be changed in place. */
import { checksum } from '../lib/checksum';
import { diagnose, type Report } from '../diagnostics/diagnostic';
import { docs } from '../service/docs';
import { isAtLeast } from '../service/api-versions';
import { changeable } from '../service/update-effects';
import type { Image } from './image';
import type { Origin } from '../value/origin';
import {
  eachParameter,
  entriesOf,
  literalText,
  object,
  type Sourced,
  sourced,
  type Text,
  text,
  type Value,
} from '../value/value';

/** The name with a short hash of all that cannot change in place; reports parameters in that. */
export function hashedName(
  image: Pick<Image, 'name' | 'location' | 'apiVersion' | 'properties'>,
  report: Report,
): Sourced<Text> {
  const fixed = object(
    Object.fromEntries(
      Object.entries(image.properties).filter(([name]) => {
        const rule = changeable.find((one) => one.path === `properties.${name}`);
        return rule?.effect !== 'in-place' || !isAtLeast(image.apiVersion, rule.since);
      }),
    ),
  );
  for (const value of [image.location, fixed]) reportParameters(value, undefined, report);
  const content = JSON.stringify([hashed(image.location), hashed(fixed)]);
  const suffix = `-${checksum(content).slice(0, 8)}`;
  const literal = literalText(image.name);
  const parts = literal === undefined ? image.name.parts : [literal.slice(0, 64 - suffix.length)];
  return sourced(text(...parts, suffix), originOf(image.name));
}

/**
 * The form in which a value is hashed. It must stay as it is: with another one all templates would get new names, and
 * be deployed again.
 */
function hashed(value: Value): unknown {
  switch (value.kind) {
    case 'list':
      return { kind: 'list', items: value.items.map(hashed) };
    case 'object':
    case 'map': {
      const entries = entriesOf(value).map(({ key, value: inner }) => ({
        key: hashed(key),
        value: hashed(inner),
      }));
      return { kind: 'object', entries };
    }
    case 'id': {
      const { subscription, resourceGroup } = value.scope;
      const scope = {
        ...(subscription ? { subscription: hashed(subscription) } : {}),
        ...(resourceGroup ? { resourceGroup: hashed(resourceGroup) } : {}),
      };
      return { kind: 'id', scope, type: value.type, names: value.names.map(hashed) };
    }
    default: {
      const { origin: _, ...rest } = value;
      return rest;
    }
  }
}

function originOf({ origin }: Sourced<Text>): Origin {
  return {
    kind: 'derived',
    rule: 'content-hash',
    reason: 'The name ends in a hash of all that cannot change in place: "naming: contentHash".',
    doc: docs.troubleshoot,
    ...(origin.kind === 'spec' ? { span: origin.span } : {}),
  };
}

/** Says each value that holds a parameter, at its own place. */
function reportParameters(value: Value, near: Origin | undefined, report: Report): void {
  const origin = value.origin?.kind === 'spec' ? value.origin : near;
  if (value.kind === 'list') {
    for (const item of value.items) reportParameters(item, origin, report);
  } else if (value.kind === 'object' || value.kind === 'map') {
    for (const { key, value: inner } of entriesOf(value)) {
      reportParameters(key, origin, report);
      reportParameters(inner, origin, report);
    }
  } else {
    const names = new Set<string>();
    eachParameter(value, (use) => names.add(use.parameter));
    const place = origin?.kind === 'spec' ? { span: origin.span, path: origin.path } : {};
    for (const name of names) report(diagnose('AIB355', { name }, place));
  }
}
