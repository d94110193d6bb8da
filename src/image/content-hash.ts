/** Names that change with the content: an image template cannot be changed in place. */
import { checksum } from '../lib/checksum';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { docs } from '../service/docs';
import { isAtLeast } from '../service/api-versions';
import { changeable } from '../service/update-effects';
import type { Image } from './image';
import type { Origin } from '../value/origin';
import {
  eachParameter,
  literalText,
  type ObjectValue,
  type Text,
  text,
  type Value,
} from '../value/value';

/** The name with a short hash of all that cannot change in place; reports parameters in that. */
export function hashedName(
  image: Pick<Image, 'name' | 'location' | 'apiVersion' | 'properties'>,
  report: (diagnostic: Finding) => void,
): Text {
  const fixed: ObjectValue = {
    kind: 'object',
    entries: image.properties.entries.filter(({ key }) => {
      const path = key.kind === 'text' ? `properties.${literalText(key)}` : '';
      const rule = changeable.find((one) => one.path === path);
      return rule?.effect !== 'in-place' || !isAtLeast(image.apiVersion, rule.since);
    }),
  };
  for (const value of [image.location, fixed]) reportParameters(value, undefined, report);
  const content = JSON.stringify([image.location, fixed], (key, value: unknown) =>
    key === 'origin' ? undefined : value,
  );
  const suffix = `-${checksum(new TextEncoder().encode(content)).slice(0, 8)}`;
  const literal = literalText(image.name);
  const parts = literal === undefined ? image.name.parts : [literal.slice(0, 64 - suffix.length)];
  return { ...text(...parts, suffix), origin: originOf(image.name) };
}

function originOf(name: Text): Origin {
  const { origin } = name;
  return {
    kind: 'derived',
    rule: 'content-hash',
    reason: 'The name ends in a hash of all that cannot change in place: "naming: contentHash".',
    doc: docs.troubleshoot,
    ...(origin?.kind === 'spec' ? { span: origin.span } : {}),
  };
}

/** Says each value that holds a parameter, at its own place. */
function reportParameters(
  value: Value,
  near: Origin | undefined,
  report: (diagnostic: Finding) => void,
): void {
  const origin = value.origin?.kind === 'spec' ? value.origin : near;
  if (value.kind === 'list') {
    for (const item of value.items) reportParameters(item, origin, report);
  } else if (value.kind === 'object') {
    for (const { key, value: inner } of value.entries) {
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
