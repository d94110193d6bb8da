/** Colours for the outputs: JSON is read as the YAML that it is, the other languages word by word. */
import { StreamLanguage, type StreamParser } from '@codemirror/language';
import { yaml } from '@codemirror/lang-yaml';
import type { Extension } from '@codemirror/state';

type Rule = readonly [pattern: RegExp, style: string | null];

/** A language as a list of patterns, tried in order where the last one ended. */
function wordByWord(rules: readonly Rule[]): Extension {
  const parser: StreamParser<null> = {
    startState: () => null,
    token(stream) {
      const rule = rules.find(([pattern]) => stream.match(pattern));
      if (!rule) stream.next();
      return rule?.[1] ?? null;
    },
  };
  return StreamLanguage.define(parser);
}

const bicep = wordByWord([
  [/^(?:\/\/.*|#disable-.*)/, 'comment'],
  [/^'(?:[^'\\]|\\.)*'/, 'string'],
  [/^@[\w.]+/, 'meta'],
  [
    /^(?:resource|module|param|var|output|using|targetScope|existing|if|for|in|type|import)\b/,
    'keyword',
  ],
  [/^(?:true|false|null|\d+)\b/, 'number'],
  [/^[A-Za-z_]\w*(?=\s*:)/, 'propertyName'],
  [/^\w+/, null],
]);

const shell = wordByWord([
  [/^#.*/, 'comment'],
  [/^'[^']*'/, 'string'],
  [/^"(?:[^"\\]|\\.)*"/, 'string'],
  [/^\$(?:\w+|\{[^}]*\}|[#?@*!$-])/, 'propertyName'],
  [/^(?:if|then|else|elif|fi|case|esac|for|while|do|done|return|exit|shift|in)\b/, 'keyword'],
  [/^[\w.-]+/, null],
]);

const byEnding: Readonly<Record<string, () => Extension>> = {
  json: yaml,
  yml: yaml,
  yaml,
  bicep: () => bicep,
  bicepparam: () => bicep,
  sh: () => shell,
};

/** The colours of a file, by the ending of its name. */
export function languageOf(file: string): Extension {
  return byEnding[file.slice(file.lastIndexOf('.') + 1)]?.() ?? [];
}
