/** Each setting of a project, and where it came from. */
import { positionAt } from '../diagnostics/source';
import { joinPath } from '../lib/value-path';
import type { Type } from '../language/type';
import { entryOf, isNull, type Node, plainData } from '../spec/node';
import { configType } from './config-type';
import type { Project } from './parse-config';

/** A setting, as `aibgen config --format json` prints it. */
export interface ExplainedSetting {
  /** As in `pipelines.github.branches`. */
  readonly path: string;
  readonly value: unknown;
  readonly origin: 'config' | 'default';
  /** Where the configuration file has it. */
  readonly file?: string;
  readonly line?: number;
}

/** The settings in force, in the order of the manual; what has neither a value nor a default is left out. */
export function explainConfig({ root }: Project): readonly ExplainedSetting[] {
  const found: ExplainedSetting[] = [];
  const walk = (path: string, type: Type, node: Node | undefined): void => {
    const given = node && !isNull(node) ? node : undefined;
    if (type.kind === 'object' && (!given || given.kind === 'map')) {
      for (const [key, field] of Object.entries(type.fields)) {
        walk(joinPath(path, key), field, entryOf(given, key)?.value);
      }
    } else if (given?.kind === 'map') {
      for (const { key, value } of given.entries) found.push(setting(joinPath(path, key), value));
    } else if (given) {
      found.push(setting(path, given));
    } else if (type.default !== undefined) {
      found.push({ path, value: type.default, origin: 'default' });
    }
  };
  walk('', configType, root);
  return found;
}

function setting(path: string, node: Node): ExplainedSetting {
  const { source, start } = node.span;
  const { line } = positionAt(source, start);
  return { path, value: plainData(node), origin: 'config', file: source.path, line };
}
