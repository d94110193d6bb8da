/** `aibgen config`: the settings in force, and where each came from. */
import { explainConfig, type ExplainedSetting } from '../../config/explain-config';
import type { Project } from '../../config/parse-config';
import { readProject } from '../../config/read-config';
import { configName } from '../../disk/project';
import { joined, jsonText, safe, safeLine, type SafeText } from '../../lib/safe-text';
import { exit, type Io } from '../io';

/** Runs the command; returns its exit code. The configuration file has no errors by now. */
export function showConfig(io: Io, format: 'text' | 'json'): number {
  const project = io.project ?? readProject(io.host);
  const values = explainConfig(project);
  if (format === 'json') {
    io.stdout(safe`${jsonText({ file: project.file ?? null, values }, 2)}\n`);
  } else {
    io.stdout(safe`${heading(project)}\n${joined(values.map(lineOf))}`);
  }
  return exit.done;
}

function heading({ file }: Project): SafeText {
  if (file !== undefined) return safeLine(`${file}; paths are relative to it.`);
  return safeLine(
    `No ${configName} in this folder or above it, up to the root of the repository: all settings are defaults.`,
  );
}

function lineOf({ path, value, file, line }: ExplainedSetting): SafeText {
  const origin = file === undefined ? 'default' : `${file}:${line}`;
  return joined([safeLine(`${path} = ${JSON.stringify(value)}`), safeLine(`    ${origin}`)]);
}
