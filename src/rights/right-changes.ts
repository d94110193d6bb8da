/** The rights that a change gives an identity, and those that it takes away. */

/** A right as `roles.json` says it, as far as it is compared. */
export interface Right {
  readonly scope: string;
  readonly role: string;
  /** A built-in role; `null` for a custom one. */
  readonly roleDefinitionId: string | null;
  readonly actions: readonly string[];
  readonly dataActions: readonly string[];
}

/** The rights of one identity. */
export interface Roles<R extends Right = Right> {
  readonly identity: string;
  readonly rights: readonly R[];
}

/** Rights gained and lost; of a custom role that was there before, the actions that are new or gone. */
export interface RightChanges<R extends Right = Right> {
  readonly gained: readonly R[];
  readonly lost: readonly R[];
}

/** Compares what one image needs before and after a change. Without a state there are no rights; another identity has other rights. */
export function rightChanges<R extends Right>(
  before: Roles<R> | undefined,
  after: Roles<R> | undefined,
): RightChanges<R> {
  return { gained: missingFrom(before, after), lost: missingFrom(after, before) };
}

/** The rights of `roles` that `other` does not have. */
function missingFrom<R extends Right>(
  other: Roles<R> | undefined,
  roles: Roles<R> | undefined,
): readonly R[] {
  if (!roles) return [];
  const given = new Set(other?.rights.flatMap((right) => grantsOf(other, right)));
  return roles.rights.flatMap((right) => {
    if (right.roleDefinitionId !== null) {
      return grantsOf(roles, right).every((grant) => given.has(grant)) ? [] : [right];
    }
    const missing = (actions: readonly string[]) =>
      actions.filter((action) => !given.has(grantOf(roles, right, action)));
    const [actions, dataActions] = [missing(right.actions), missing(right.dataActions)];
    return actions.length + dataActions.length === 0 ? [] : [{ ...right, actions, dataActions }];
  });
}

/** What a right grants: a built-in role, or each action of a custom one. */
function grantsOf(roles: Roles, right: Right): readonly string[] {
  const grants =
    right.roleDefinitionId === null
      ? [...right.actions, ...right.dataActions]
      : [right.roleDefinitionId];
  return grants.map((grant) => grantOf(roles, right, grant));
}

/** Azure compares all three without regard to case. */
function grantOf({ identity }: Roles, { scope }: Right, grant: string): string {
  return [identity, scope, grant].join('\n').toLowerCase();
}
