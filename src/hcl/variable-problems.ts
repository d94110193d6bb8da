/** What is wrong with the variables of a module. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { attributeNamed } from './hcl-tree';
import type { HclModule } from './module-scope';

/** Variables that are not declared, and those that hold a secret. */
export function variableProblems(module: HclModule): readonly Finding[] {
  const missing = [...module.undeclared].map(([name, span]) =>
    diagnose('AIB613', { name }, { span, path: `var.${name}` }),
  );
  const secrets = module.variables.flatMap(({ name, secure, block, hasValue }) => {
    const standard = attributeNamed(block.body, 'default');
    const isWritten = standard?.value.kind === 'literal' && Boolean(standard.value.value);
    if (!secure || !(hasValue || isWritten)) return [];
    const span = standard?.nameSpan ?? block.nameSpan;
    return [diagnose('AIB612', { name }, { span, path: `var.${name}` })];
  });
  return [...missing, ...secrets];
}
