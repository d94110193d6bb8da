/** `roles.json` and what `aibgen roles` and the README show: the rights and why. */
import { positionAt, type Span } from '../../diagnostics/source';
import type { Origin } from '../../value/origin';
import { actionsOf, type Reason, type Right } from '../../rights/identity-rights';
import {
  list,
  literal,
  type NullValue,
  object,
  type ObjectValue,
  someItems,
  text,
  type Value,
} from '../../value/value';
import { needs } from '../../service/rights';
import type { Deployment } from '../../deployment/plan-deployment';
import { principalRights, type PrincipalRight } from '../../deployment/operator-rights';

/** A path without the folder of the spec that is built. */
export type RelativePath = (path: string) => string;

const nothing: NullValue = { kind: 'null' };

/** The place in the spec that causes something. */
export function spanOf(origin: Origin | undefined): Span | undefined {
  return origin === undefined || origin.kind === 'default' ? undefined : origin.span;
}

function because(reason: Reason, relative: RelativePath): Value {
  const span = spanOf(reason.origin);
  return object({
    path: text(reason.path),
    file: span && text(relative(span.source.path)),
    line: span && literal(positionAt(span.source, span.start).line),
    reason: text(reason.reason),
    doc: text(reason.doc),
  });
}

/** The name of the role of a right: that of a built-in one, or what the custom one is for. */
export function roleName({ grant, capability }: Right): string {
  return grant.kind === 'builtin' ? grant.role.name : `aibgen ${needs[capability].title}`;
}

/** A right as `roles.json` says it. */
function rightView(right: Right, relative: RelativePath): Value {
  const { grant } = right;
  return object({
    scope: right.scope,
    role: text(roleName(right)),
    roleDefinitionId: grant.kind === 'builtin' ? text(grant.role.id) : nothing,
    actions: literal(actionsOf(right)),
    dataActions: list([]),
    because: list(right.because.map((one) => because(one, relative))),
  });
}

/** The content of `roles.json`: the identity and its rights, then what others need. */
export function rolesView(
  deployment: Deployment,
  relative: RelativePath,
  others = principalRights(deployment),
): ObjectValue {
  const { image, rights } = deployment;
  const beyond = rights.flatMap((right) =>
    right.grant.kind === 'builtin' && right.grant.beyond !== undefined
      ? [
          object({
            scope: right.scope,
            role: text(right.grant.role.name),
            grants: text(right.grant.beyond),
          }),
        ]
      : [],
  );
  return object({
    identity: image.identity.id,
    rights: list(rights.map((right) => rightView(right, relative))),
    beyond: someItems(beyond),
    deployingPrincipal: list(others.deploying.map(otherView)),
    runner: list(others.running.map(otherView)),
    reader: list(others.reading.map(otherView)),
    promoter: someItems(others.promoting.map(otherView)),
    pruner: someItems(others.pruning.map(otherView)),
    servicePrincipal: someItems(others.service.map(otherView)),
  });
}

function otherView(right: PrincipalRight): Value {
  return object({
    scope: right.scope,
    role: right.role && text(right.role.name),
    roleDefinitionId: right.role && text(right.role.id),
    actions: literal(right.actions),
  });
}
