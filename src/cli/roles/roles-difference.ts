/** Rights that a change gives and takes away. */
import type { RightEntry, RolesDocument } from './roles-document';

/** What a change does to the rights of one image. */
export interface RolesDifference {
  readonly gained: readonly RightEntry[];
  readonly lost: readonly RightEntry[];
}

/** Compares two states; what was not there had no rights. */
export function rolesDifference(
  before: RolesDocument | undefined,
  after: RolesDocument | undefined,
): RolesDifference {
  return { gained: beyond(after, before), lost: beyond(before, after) };
}

/** The rights of one that the other lacks: of a custom role, the actions that it lacks. */
function beyond(
  one: RolesDocument | undefined,
  other: RolesDocument | undefined,
): readonly RightEntry[] {
  if (!one) return [];
  const has = new Set(other?.rights.flatMap((right) => atoms(other, right)));
  return one.rights.flatMap((right) => {
    if (right.roleDefinitionId !== null) {
      return atoms(one, right).every((atom) => has.has(atom)) ? [] : [right];
    }
    const missing = (actions: readonly string[]) =>
      actions.filter((action) => !has.has(atomOf(one, right, action)));
    const [actions, dataActions] = [missing(right.actions), missing(right.dataActions)];
    return actions.length + dataActions.length === 0 ? [] : [{ ...right, actions, dataActions }];
  });
}

/** The smallest things that a right grants; Azure does not mind the case of any of them. */
function atoms(document: RolesDocument, right: RightEntry): readonly string[] {
  const grants =
    right.roleDefinitionId === null
      ? [...right.actions, ...right.dataActions]
      : [right.roleDefinitionId];
  return grants.map((grant) => atomOf(document, right, grant));
}

function atomOf({ identity }: RolesDocument, { scope }: RightEntry, grant: string): string {
  return [identity, scope, grant].join('\n').toLowerCase();
}
