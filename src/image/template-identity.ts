/** The identity of the template. */
import { diagnose } from '../diagnostics/diagnostic';
import { child, isTrue, type Node, textOf } from '../spec/node';
import { idForm, parseReference, shortForm } from '../spec/references';
import type { NormalizeContext } from './image-context';
import type { Identity } from './image';
import { given } from './to-value';

/** Reads the identity; `undefined` where there is none that could be (it is reported). */
export function identityOf(root: Node, context: NormalizeContext): Identity | undefined {
  const node = child(root, 'identity');
  const nameNode = child(node, 'name');
  const name = textOf(nameNode);
  if (!node || !nameNode || name === undefined) return undefined;
  const id = parseReference(name, 'identity', context.own, context.parameters);
  if (id.kind !== 'id') {
    if (id.kind === 'lone-parameter') context.report(diagnose('AIB202', { value: name }, nameNode));
    else if (id.kind === 'bad-name') {
      context.report(diagnose('AIB212', { name: id.name, what: id.what }, nameNode));
    } else {
      const forms = { short: shortForm('identity'), id: idForm('identity') };
      context.report(diagnose('AIB201', { value: name, ...forms }, nameNode));
    }
    return undefined;
  }
  const create = isTrue(child(node, 'create'));
  if (create && (id.scope.subscription || id.scope.resourceGroup)) {
    context.report(diagnose('AIB214', { name }, nameNode));
  }
  return { id, create, origin: given(nameNode) };
}
