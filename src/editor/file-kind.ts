import type { FileKind, Type } from '../language/type';

/** What kind of file a value of these types names. */
export function fileKindOf(types: readonly Type[]): FileKind | undefined {
  for (const type of types) {
    const kind =
      type.kind === 'union'
        ? fileKindOf(type.branches.map((branch) => branch.type))
        : type.kind === 'string'
          ? type.names
          : undefined;
    if (kind !== undefined) return kind;
  }
  return undefined;
}
