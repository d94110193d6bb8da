/** Diagnostics as SARIF 2.1.0, for code scanning. */
import { jsonText, safe, type SafeText } from '../../lib/safe-text';
import type { Fix, Log, Region, ReportingDescriptor, Result } from 'sarif';
import { codeEntry, type CodeName } from '../codes';
import type { Diagnostic, TextEdit } from '../diagnostic';
import type { Severity } from '../severity';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A path as a relative URI; an absolute one as a file URI. */
function uriOf(file: string): string {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(file)) return `file:///${file.slice(0, 2)}${encoded.slice(4)}`;
  return file.startsWith('/') ? `file://${encoded}` : encoded;
}

function ruleOf(code: string): ReportingDescriptor {
  const { title, doc, severity, why } = codeEntry(code as CodeName);
  return {
    id: code,
    shortDescription: { text: `${title}.` },
    ...(why === undefined ? {} : { fullDescription: { text: why }, help: { text: why } }),
    helpUri: doc,
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultOf(one: Diagnostic, rules: readonly string[]): Result {
  const text = one.hint === '' ? one.message : `${one.message} ${one.hint}`;
  return {
    ruleId: one.code,
    ruleIndex: rules.indexOf(one.code),
    level: levels[one.severity],
    message: { text },
    ...(one.file === ''
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(one.file) },
                region: regionOf(one),
              },
              ...(one.path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: one.path }] }),
            },
          ],
        }),
    ...(one.fix ? { fixes: [fixOf(one.hint, one.fix)] } : {}),
  };
}

function regionOf(place: Omit<TextEdit, 'file' | 'text'>): Region {
  return {
    startLine: place.line,
    startColumn: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
  };
}

/** Edits as one fix, grouped by file. */
function fixOf(description: string, edits: readonly TextEdit[]): Fix {
  const files = [...new Set(edits.map((edit) => edit.file))];
  return {
    description: { text: description },
    artifactChanges: files.map((file) => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.text } })),
    })),
  };
}

/** Prints diagnostics as one SARIF log. */
export function formatSarif(diagnostics: readonly Diagnostic[]): SafeText {
  const rules = [...new Set(diagnostics.map((one) => one.code))].toSorted();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'aibgen', version: AIBGEN_VERSION, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((one) => resultOf(one, rules)),
      },
    ],
  };
  return safe`${jsonText(log, 2)}\n`;
}
