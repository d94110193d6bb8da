/** The steps with the one that leaves the commands with which the service generalizes the image. */
import { diagnose } from '../diagnostics/diagnostic';
import { checksum } from '../lib/checksum';
import { besideFile } from '../lib/paths';
import { deprovisionFiles } from '../service/deprovision';
import { child, isTrue, itemsOf, type MapNode, type Node, numberOf, textOf } from '../spec/node';
import type { NormalizeContext } from './image-context';
import {
  defaultDeprovision,
  defaultLines,
  deprovisionStep,
  ownDeprovisionStep,
} from './deprovision-commands';
import { nameSteps, stepName } from './steps';
import { given, textValue } from './to-value';
import type { Step } from './model-types';
import { placeOfOrigin } from '../value/origin';
import { list, type ModelList, sourced, text } from '../value/value';

/** The steps, filled, and the deprovision step that the spec asks for behind them. */
export function withDeprovision(
  root: MapNode,
  steps: readonly Step[] | undefined,
  os: 'linux' | 'windows',
  context: NormalizeContext,
): ModelList<Step> | undefined {
  const taken = new Set<string>();
  const filled = nameSteps(steps ?? [], taken);
  const customizeNode = child(root, 'customize');
  const origin = customizeNode ? given(customizeNode) : defaultDeprovision;
  const asGiven = steps && sourced(list(filled), origin);
  const node = child(root, 'deprovision');
  // Nothing is generalized where the source is only validated.
  if (!node && isTrue(child(child(root, 'validate'), 'sourceValidationOnly'))) return asGiven;
  const kind = textOf(child(node, 'kind'))?.toLowerCase();
  if (kind === 'service') return asGiven;
  const own = ownDeprovisionStep(os, filled);
  if (own) {
    const path = deprovisionFiles[os];
    context.report(diagnose('AIB405', { path }, placeOfOrigin(own.origin)));
    return asGiven;
  }
  const lines = deprovisionLines(node, os, context);
  if (!lines) return asGiven;
  const step = deprovisionStep(
    os,
    stepName('deprovision', taken),
    lines,
    node ? given(node) : defaultDeprovision,
  );
  return sourced(list([...filled, ...nameSteps([step], taken)]), origin);
}

function deprovisionLines(
  node: Node | undefined,
  os: 'linux' | 'windows',
  context: NormalizeContext,
) {
  const script = child(node, 'script');
  const path = textOf(script);
  if (script && path !== undefined) {
    const content = context.readText(path, script);
    const bytes = context.readBytes(path, 'embedded', script);
    if (bytes) {
      context.useFile({
        path: besideFile(script.span.source.path, path),
        kind: os === 'linux' ? 'Shell' : 'PowerShell',
        bytes,
        hash: checksum(bytes),
        uri: undefined,
        span: script.span,
        specPath: script.path,
      });
    }
    return content === undefined ? undefined : linesOf(content).map((line) => text(line));
  }
  const inline = child(node, 'inline');
  if (inline) return itemsOf(inline).map((line) => textValue(line, context));
  const mode = child(node, 'mode');
  if (mode && os === 'linux') {
    context.report(diagnose('AIB322', {}, mode));
  }
  return defaultLines(os, { vmMode: mode !== undefined, limit: numberOf(child(node, 'limit')) });
}

function linesOf(content: string): readonly string[] {
  return content.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
}
