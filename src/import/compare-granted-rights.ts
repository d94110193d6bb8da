/** The rights beside a template, compared with those that aibgen derives: what it no longer grants, what it adds. */
import type { Image } from '../image/image';
import { actionsOf, rightsOf } from '../rights/identity-rights';
import { needs } from '../service/rights';
import { builtInRoles } from '../service/built-in-roles';
import type { ArmReadResult } from '../arm/read-template';
import type { ImportedResource } from '../arm/collect-resources';
import { armProperty, describeArmText, isArmList, isArmObject, isArmText } from '../arm/arm-value';
import type { ArmValue } from '../arm/arm-value';
import type { Notes } from './import-notes';

/** Notes the differences; nothing where the template grants no rights itself. */
export function compareRights(image: Image, { others }: ArmReadResult, notes: Notes): void {
  const definitions = ofType(others, 'microsoft.authorization/roledefinitions');
  const assignments = ofType(others, 'microsoft.authorization/roleassignments');
  if (definitions.length + assignments.length === 0) return;
  const actions = definitions.flatMap(actionsIn);
  // A role that the template defines is compared by its actions.
  const defined = definitions.map(({ name }) =>
    typeof name === 'string' || isArmText(name) ? describeArmText(name) : '',
  );
  const roles = assignments
    .flatMap(builtInIn)
    .filter((role) => !defined.some((one) => same(one, role)));
  // A right to an account whose group is not known is not deployed.
  const derived = rightsOf(image).filter(({ unknownAccount }) => unknownAccount === undefined);
  const wantedActions = new Set(derived.flatMap(actionsOf));
  const wantedRoles = new Set(
    derived.flatMap(({ capability }) => {
      const need = needs[capability];
      return need.kind === 'builtin' ? [need.role.name] : [];
    }),
  );
  const had = [...new Set([...actions, ...roles])];
  const wanted = [...wantedActions, ...wantedRoles];
  const gone = had.filter((one) => !wanted.some((other) => same(one, other)));
  // A wildcard, or a role that holds much, may have granted an action too; then it is still named as new.
  const added = wanted.filter((one) => !had.some((other) => same(one, other)));
  for (const one of gone) {
    notes.note('rights', [], `aibgen no longer grants "${one}": the image does not need it.`, {
      from: one,
    });
  }
  for (const one of added) {
    notes.note('rights', [], `aibgen grants "${one}", which the template did not name.`, {
      to: one,
    });
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function ofType(resources: readonly ImportedResource[], type: string): readonly ImportedResource[] {
  return resources.filter((one) => one.type.toLowerCase().endsWith(type));
}

function property(value: ArmValue | undefined, key: string): ArmValue | undefined {
  return isArmObject(value) ? armProperty(value, key) : undefined;
}

function actionsIn({ body }: ImportedResource): readonly string[] {
  const permissions = property(property(body, 'properties'), 'permissions');
  const lists = (isArmList(permissions) ? permissions : []).flatMap((one) => [
    property(one, 'actions'),
    property(one, 'dataActions'),
  ]);
  return lists.flatMap((list) =>
    isArmList(list) ? list.filter((one) => typeof one === 'string') : [],
  );
}

/** The built-in role of an assignment; one that aibgen does not know goes by its number. */
function builtInIn({ body }: ImportedResource): readonly string[] {
  const id = property(property(body, 'properties'), 'roleDefinitionId');
  const text = isArmText(id) ? id.parts.filter((part) => typeof part === 'string').join('') : id;
  const guid =
    typeof text === 'string' ? /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.exec(text) : null;
  if (!guid) return [];
  const known = Object.values(builtInRoles).find((role) => same(role.id, guid[0]));
  return [known?.name ?? guid[0]];
}
