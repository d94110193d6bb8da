/** `roles.json` as data. */
import { planDeployment } from '../../deployment/plan-deployment';
import { environmentOf } from '../../emit/output-context';
import { printJson } from '../../value/printers/json-printer';
import { rolesView } from '../../emit/views/roles-view';
import { rightsOf } from '../../rights/identity-rights';
import type { Right, Roles } from '../../rights/right-changes';
import { folderOf, relativeTo } from '../../lib/paths';
import type { RunImage } from '../../project/resolve-all';

/** A reason for a right in `roles.json`. */
export interface ReasonEntry {
  readonly path: string;
  readonly file?: string;
  readonly line?: number;
  readonly reason: string;
  readonly doc: string;
}

/** A right in `roles.json`. */
export interface RightEntry extends Right {
  readonly because: readonly ReasonEntry[];
}

/** The part of `roles.json` that is read. */
export type RolesDocument = Roles<RightEntry>;

/** The text of `roles.json` of an image. */
export function rolesText({ image, spec }: RunImage): string {
  const relative = (path: string): string => relativeTo(folderOf(spec), path);
  const deployment = planDeployment(image, rightsOf(image));
  return `${printJson(rolesView(deployment, relative), environmentOf(image))}\n`;
}

/** Reads a `roles.json`; undefined for anything else. */
export function parseRoles(text: string | undefined): RolesDocument | undefined {
  try {
    const found: unknown = JSON.parse(text ?? '');
    return isRoles(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isRoles(value: unknown): value is RolesDocument {
  if (typeof value !== 'object' || value === null) return false;
  if (!('identity' in value) || !('rights' in value)) return false;
  return (
    typeof value.identity === 'string' && Array.isArray(value.rights) && value.rights.every(isRight)
  );
}

function isRight(value: unknown): value is RightEntry {
  if (typeof value !== 'object' || value === null) return false;
  const lists = ['actions', 'dataActions', 'because'] as const;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return (
    typeof fields['scope'] === 'string' &&
    typeof fields['role'] === 'string' &&
    lists.every((name) => Array.isArray(fields[name]))
  );
}
