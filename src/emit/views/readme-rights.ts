/** What the README says of rights: those of the identity, and those of others. */
import { positionAt } from '../../diagnostics/source';
import type { Image } from '../../image/image';
import { actionsOf, type Right } from '../../rights/identity-rights';
import type { ResourceId } from '../../value/value';
import { servicePrincipal } from '../../service/rights';
import type { Deployment } from '../../deployment/plan-deployment';
import type { PrincipalRights } from '../../deployment/operator-rights';
import type { Environment } from '../../value/printers/json-printer';
import type { Cell } from '../../value/printers/markdown-printer';
import { type RelativePath, roleName, spanOf } from './roles-view';
import { scopeWords } from './short-id';

/** The tables and notes of the README's section on rights. */
export function rightsTables(
  { image, rights, grantees }: Deployment,
  others: PrincipalRights,
  environment: Environment,
  relative: RelativePath,
) {
  const unknown = new Set(rights.flatMap((right) => right.unknownAccount ?? []));
  const beyond = rights.flatMap(({ grant, scope }) =>
    grant.kind === 'builtin' && grant.beyond !== undefined
      ? [{ role: grant.role.name, scope: scopeCell(scope, environment), grants: grant.beyond }]
      : [],
  );
  const [service] = others.service;
  return {
    identityNote: identityNote(image, rights),
    rights: rights.length > 0 && [
      ['Scope', 'Role', 'Actions', 'Needed by', 'Reason'],
      ...rights.map((right) => rightRow(right, environment, relative)),
    ],
    beyond: beyond.length > 0 && beyond,
    undeployed:
      image.roles !== 'none' &&
      unknown.size > 0 &&
      [...unknown].map((account) => ({
        account: { code: account },
        key: { code: `storageAccounts: { ${account}: <resource group> }` },
      })),
    assigns: image.roles !== 'none' && rights.some((right) => right.unknownAccount === undefined),
    createsIdentity: image.identity.create,
    service: service
      ? {
          group: scopeCell(service.scope, environment),
          parameter: grantees.service ?? false,
          application: servicePrincipal.applicationId,
        }
      : false,
  };
}

function identityNote(image: Image, rights: readonly Right[]): string {
  const made = image.identity.create ? 'The deployment creates the identity' : '';
  if (rights.length === 0) return made === '' ? 'The identity already exists.' : `${made}.`;
  if (image.roles === 'none') {
    const rest = 'the deployment assigns no roles: assign them to the identity first.';
    return made === ''
      ? `The identity already exists, and ${rest}`
      : `${made}, and assigns no role: give the identity these rights, and deploy again.`;
  }
  return made === ''
    ? 'The identity already exists; the deployment assigns it exactly these rights.'
    : `${made}, and gives it exactly these rights.`;
}

function scopeCell(scope: ResourceId, environment: Environment): Cell {
  const { kind, name } = scopeWords(scope, environment);
  return { code: `${kind} ${name}` };
}

function rightRow(right: Right, environment: Environment, relative: RelativePath): readonly Cell[] {
  const actions = actionsOf(right);
  const places = right.because.map((reason) => {
    const span = spanOf(reason.origin);
    return span
      ? `${relative(span.source.path)}:${positionAt(span.source, span.start).line}`
      : reason.path;
  });
  const reasons = [...new Set(right.because.map((reason) => reason.reason))].join(' ');
  return [
    scopeCell(right.scope, environment),
    roleName(right),
    actions.length === 0 ? 'those of the built-in role' : { codes: actions },
    { codes: [...new Set(places)] },
    reasons,
  ];
}
