/** `roles.json`, `aibgen roles` and the table of the README: the rights and why. */
import { positionAt } from '../../diagnostics/source';
import type { Image } from '../../model/image';
import { actionsOf, type Reason, type Right } from '../../model/rights';
import { list, literal, object, text, type Value } from '../../model/value';
import { needs } from '../../service/rights';

/** A path without the folder of the spec that is built. */
export type RelativePath = (path: string) => string;

function because(reason: Reason, relative: RelativePath): Value {
  const span = reason.origin?.kind === 'spec' ? reason.origin.span : undefined;
  return object({
    path: text(reason.path),
    file: span && text(relative(span.source.path)),
    line: span && literal(positionAt(span.source, span.start).line),
    reason: text(reason.reason),
    doc: text(reason.doc),
  });
}

/** The name of the role of a right: that of a built-in one, or what the custom one is for. */
export function roleName(right: Right): string {
  const need = needs[right.capability];
  return need.kind === 'builtin' ? need.role.name : `aibgen ${need.title}`;
}

/** The content of `roles.json`. */
export function rolesView(image: Image, rights: readonly Right[], relative: RelativePath): Value {
  return object({
    identity: image.identity.id,
    rights: list(
      rights.map((right) => {
        const need = needs[right.capability];
        return {
          kind: 'object',
          entries: [
            { key: text('scope'), value: right.scope },
            { key: text('role'), value: text(roleName(right)) },
            {
              key: text('roleDefinitionId'),
              value: need.kind === 'builtin' ? text(need.role.id) : { kind: 'null' },
            },
            { key: text('actions'), value: literal(actionsOf(right)) },
            { key: text('dataActions'), value: list([]) },
            {
              key: text('because'),
              value: list(right.because.map((one) => because(one, relative))),
            },
          ],
        };
      }),
    ),
  });
}
