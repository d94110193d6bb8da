/** The API version that first had each property, from the declarations of the properties. */
import type { ApiVersion } from '../service/api-versions';
import { imageTemplateProperties } from './image-template';
import type { Type } from './type';

/** A path below `properties` and the types that are found there; `[Type]` stands for the entries of that `type` in a list. */
function visit(type: Type, path: string, found: (path: string, type: Type) => void): void {
  found(path, type);
  switch (type.kind) {
    case 'object':
      for (const [key, field] of Object.entries(type.fields)) {
        visit(field, path === '' ? key : `${path}.${key}`, found);
      }
      return;
    case 'list':
      if (type.of.kind !== 'union') visit(type.of, `${path}[]`, found);
      else {
        for (const { discriminator, type: entry } of type.of.branches) {
          if ('type' in discriminator) visit(entry, `${path}[${discriminator.type}]`, found);
        }
      }
      return;
    case 'union':
      for (const branch of type.branches)
        if ('type' in branch.discriminator) visit(branch.type, path, found);
      return;
    default:
  }
}

function collect() {
  const properties: Record<string, ApiVersion> = {};
  const values: Record<string, Readonly<Record<string, ApiVersion>>> = {};
  visit(imageTemplateProperties, '', (path, type) => {
    if (type.since !== undefined) properties[path] = type.since;
    if (type.kind === 'string' && type.valuesSince) values[path] = type.valuesSince;
  });
  return { properties, values };
}

const collected = collect();

function withParents(path: string): readonly string[] {
  const at = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
  return at < 0 ? [path] : [...withParents(path.slice(0, at)), path];
}

/** The paths of these tables with all that lead to them: below others nothing is newer. */
export const pathsToNewer: ReadonlySet<string> = new Set(
  Object.keys({ ...collected.properties, ...collected.values }).flatMap((path) =>
    withParents(path),
  ),
);

/**
 * Property -> first version that has it, for those that came after 2020-02-14. Paths start below `properties`; `[Type]`
 * stands for the entries of that `type` in a list, `[]` for all of them.
 */
export const propertySince: Readonly<Record<string, ApiVersion>> = collected.properties;

/** Value of a property -> first version that takes it, for values that came later than their property. */
export const valueSince: Readonly<Record<string, Readonly<Record<string, ApiVersion>>>> =
  collected.values;
