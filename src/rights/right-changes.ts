/** Two `roles.json` -> the rights that the identity gains and loses. */

/** A right, or those of its actions that are gained or lost. */
export interface ChangedRight {
  readonly scope: string;
  readonly role: string;
  readonly roleDefinitionId: string | null;
  readonly actions: readonly string[];
}

/** `roles.json`, as far as it is compared. */
export interface Roles {
  readonly rights: readonly ChangedRight[];
}

/** Rights gained and lost; that one scope is served by another role now is none of both. */
export function rightChanges(before: Roles, after: Roles) {
  return { gained: beyond(after, before), lost: beyond(before, after) };
}

/** What the rights of one give beyond those of another. */
function beyond(one: Roles, other: Roles): readonly ChangedRight[] {
  const given = new Set(other.rights.flatMap(keysOf));
  return one.rights.flatMap((right) => {
    if (right.roleDefinitionId !== null) {
      return keysOf(right).every((key) => given.has(key)) ? [] : [pick(right, [])];
    }
    const actions = right.actions.filter((action) => !given.has(keyOf(right, action)));
    return actions.length === 0 ? [] : [pick(right, actions)];
  });
}

function pick({ scope, role, roleDefinitionId }: ChangedRight, actions: readonly string[]) {
  return { scope, role, roleDefinitionId, actions };
}

function keyOf({ scope }: ChangedRight, what: string): string {
  return `${scope}\n${what}`.toLowerCase();
}

function keysOf(right: ChangedRight): readonly string[] {
  return right.roleDefinitionId === null
    ? right.actions.map((action) => keyOf(right, action))
    : [keyOf(right, right.roleDefinitionId)];
}
