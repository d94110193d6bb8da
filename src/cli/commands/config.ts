/** `aibgen config`: the settings in force, and where each came from. */
import { explainConfig, type ExplainedSetting } from '../../config/explain-config';
import type { Project } from '../../config/parse-config';
import { readProject } from '../../config/read-config';
import { configName } from '../../disk/project';
import { jsonText } from '../../lib/json-text';
import { safeText } from '../../lib/safe-text';
import { exit, type Io } from '../io';

/** Runs the command; returns its exit code. The configuration file has no errors by now. */
export function showConfig(io: Io, format: 'text' | 'json'): number {
  const project = io.project ?? readProject(io.host);
  const values = explainConfig(project);
  if (format === 'json') {
    io.stdout(`${jsonText({ file: project.file ?? null, values }, 2)}\n`);
  } else {
    io.stdout(`${heading(project)}\n\n${values.map(lineOf).join('')}`);
  }
  return exit.done;
}

function heading({ file }: Project): string {
  if (file !== undefined) return `${safeText(file)}; paths are relative to it.`;
  return `No ${configName} in this folder or above it, up to the root of the repository: all settings are defaults.`;
}

function lineOf({ path, value, file, line }: ExplainedSetting): string {
  const origin = file === undefined ? 'default' : `${file}:${line}`;
  return `${safeText(`${path} = ${JSON.stringify(value)}`)}\n    ${safeText(origin)}\n`;
}
