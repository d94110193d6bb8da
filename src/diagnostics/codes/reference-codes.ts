/** 2xx: references, parameters and files that a spec names. */
import { docs } from '../../service/docs';
import { quoted } from '../../lib/words';
import { code, shorten } from './define-code';

export const referenceCodes = {
  AIB201: code<{ value: string; short: string; id: string }>({
    severity: 'error',
    title: 'A reference that names nothing',
    message: (p) => `The reference "${shorten(p.value)}" has the wrong number or kind of segments.`,
    hint: (p) => `Write ${p.short}, or a full id: ${p.id}.`,
  }),
  AIB202: code<{ value: string }>({
    severity: 'error',
    title: 'A reference that is one parameter',
    message: (p) =>
      `The reference "${p.value}" is one parameter and nothing else: its scope could not be known.`,
    hint: 'Write the segments out, each a text that may hold parameters.',
  }),
  AIB203: code<{ name: string; near: string | undefined }>({
    severity: 'error',
    title: 'An undeclared parameter',
    message: (p) => `The parameter "${shorten(p.name)}" is not declared.`,
    hint: (p) =>
      p.near === undefined
        ? `Declare it below "parameters:", or write {{{{ params.${shorten(p.name)} }}}} for the text itself.`
        : `Did you mean "${p.near}"?`,
    doc: docs.bicepParameters,
  }),
  AIB204: code<{ name: string; type: string; want: string }>({
    severity: 'error',
    title: 'A parameter of the wrong type',
    message: (p) => `The parameter "${p.name}" has the type ${p.type}; ${p.want} is wanted.`,
    hint: (p) => `Use a parameter that is ${p.want}.`,
    doc: docs.bicepParameters,
  }),
  AIB205: code<{ name: string }>({
    severity: 'error',
    title: 'A parameter where none may stand',
    message: (p) =>
      `The parameter "${p.name}" cannot be used here: the value decides what is written.`,
    hint: 'Write the value itself.',
    doc: docs.bicepParameters,
  }),
  AIB206: code<{ name: string; why: string }>({
    severity: 'error',
    title: 'A name that a parameter cannot have',
    message: (p) => `A parameter cannot be called "${shorten(p.name)}": it ${p.why}.`,
    hint: 'Choose another name of letters, digits and "_".',
    doc: docs.bicepParameters,
  }),
  AIB207: code<{ name: string; type: string; found: string }>({
    severity: 'error',
    title: 'A value that the parameter cannot have',
    message: (p) =>
      `The value "${shorten(p.found)}" does not have the type of the parameter "${p.name}", ${p.type}.`,
    hint: (p) =>
      `Write ${p.type === 'string' ? 'a text (quote numbers and booleans)' : p.type === 'int' ? 'a whole number' : 'true or false'}.`,
    doc: docs.bicepParameters,
  }),
  AIB208: code<{ name: string; found: string; allowed: readonly string[] }>({
    severity: 'error',
    title: 'A value that is not allowed for the parameter',
    message: (p) => `The value "${shorten(p.found)}" is not allowed for the parameter "${p.name}".`,
    hint: (p) => `Use ${quoted(p.allowed)}.`,
    doc: docs.bicepParameters,
  }),
  AIB209: code<{ name: string; why: string }>({
    severity: 'error',
    title: 'A parameter without a value',
    message: (p) => `The parameter "${p.name}" has no value, and ${p.why} needs one.`,
    hint: (p) => `Give it a "default:", or set it with --set ${p.name}=VALUE.`,
    doc: docs.bicepParameters,
    causedBy: ['parameters'],
  }),
  AIB210: code<{ name: string }>({
    severity: 'warning',
    title: 'A parameter that nothing uses',
    message: (p) => `The parameter "${p.name}" is declared and not used.`,
    hint: (p) => `Use it as {{ params.${p.name} }}, or take it out.`,
    doc: docs.bicepParameters,
    causedBy: 'any',
    reportedFor: 'every-variant',
  }),
  AIB211: code<{ name: string; value: string; want: string }>({
    severity: 'error',
    title: 'A parameter that may have a wrong value',
    message: (p) =>
      `The parameter "${p.name}" may be "${shorten(p.value)}", which is not ${p.want}.`,
    hint: (p) => `Let its default and its allowed values be ${p.want}.`,
    doc: docs.bicepParameters,
  }),
  AIB212: code<{ what: string; name: string }>({
    severity: 'error',
    title: 'A name that Azure does not take',
    message: (p) => `The ${p.what} "${shorten(p.name)}" cannot be the name of a resource.`,
    hint: 'Use up to 90 letters, digits, "-", "_", "." and parentheses.',
    doc: docs.names,
  }),
  AIB213: code<{ value: string }>({
    severity: 'error',
    title: 'A source of no known form',
    message: (p) =>
      `The source "${shorten(p.value)}" is neither publisher:offer:sku:version nor the id of an image.`,
    hint: 'Write publisher:offer:sku:version, "image: <name>", "gallery: <gallery>/<definition>", or a resource id.',
    doc: docs.source,
  }),
  AIB214: code<{ name: string }>({
    severity: 'error',
    title: 'A created identity outside of the deployment',
    message: (p) => `The identity "${p.name}" cannot be created: it lives in another group.`,
    hint: 'Give only its name with "create: true", or leave "create" out.',
    doc: docs.identity,
  }),
  AIB215: code<{ count: number }>({
    severity: 'error',
    title: 'More or less than one template identity',
    message: (p) => `The template has ${p.count} identities; the service takes exactly one.`,
    hint: 'Name one identity.',
    doc: docs.identity,
  }),
  AIB216: code<{ path: string }>({
    severity: 'error',
    title: 'A script file that is not there',
    message: (p) => `The file "${shorten(p.path)}" cannot be read.`,
    hint: 'Correct the path; it is relative to the file that names it.',
    doc: docs.generalize,
  }),
  AIB217: code<{ name: string; other: string | undefined }>({
    severity: 'error',
    title: 'Two images of one name',
    message: (p) =>
      p.other === undefined
        ? `Two variants of the matrix are called "${p.name}", and have the same output folder.`
        : `The image "${p.name}" has the same output folder as the one of "${p.other}".`,
    hint: (p) =>
      p.other === undefined
        ? 'Use values that tell them apart in "name:", or take one of them out of the matrix.'
        : 'Give one of them another "name:" or file name.',
  }),
  AIB218: code<{ name: string }>({
    severity: 'error',
    title: 'A name that no folder can have',
    message: (p) =>
      `The image cannot be called "${shorten(p.name)}": no folder can have that name everywhere.`,
    hint: 'Choose another name.',
    doc: docs.names,
  }),
  AIB219: code<{ path: string }>({
    severity: 'error',
    title: 'A script by path without its address',
    message: (p) =>
      `The script "${shorten(p.path)}" is named by its path, and nothing tells its address.`,
    hint: 'Add "scripts: { baseUri: https://… }" with the address that the scripts are uploaded to, or write the whole address here.',
    doc: docs.customize,
    causedBy: ['scripts'],
  }),
  AIB228: code<{ path: string; root: string }>({
    severity: 'error',
    title: 'A script outside of the folder of scripts',
    message: (p) =>
      `The script "${shorten(p.path)}" is not below "${p.root}", the root of the scripts.`,
    hint: 'Move it there, or say another "scripts: { root: ... }".',
    doc: docs.customize,
  }),
  AIB229: code<{ path: string; hash: string }>({
    severity: 'error',
    title: 'A checksum that is not that of the file',
    message: (p) => `The checksum is not that of "${shorten(p.path)}".`,
    hint: (p) => `Take it out (it is computed), or write ${p.hash}.`,
    doc: docs.customize,
  }),
  AIB250: code<{ account: string; value: string; swapped: boolean }>({
    severity: 'error',
    title: 'A storage account that is nowhere',
    message: (p) =>
      p.swapped
        ? `The subscription has to stand before the group of the storage account "${p.account}", and "${shorten(p.value)}" has it behind.`
        : `"${shorten(p.value)}" does not say where the storage account "${p.account}" is.`,
    hint: (p) =>
      p.swapped
        ? `Write ${p.account}: ${p.value.split('/').toReversed().join('/')}`
        : `Write the resource group (${p.account}: storage-rg), or subscription/group.`,
    doc: docs.storage,
  }),
  AIB251: code<{ name: string; other: string }>({
    severity: 'error',
    title: 'A storage account given twice',
    message: (p) => `The storage account "${p.name}" is given already, as "${p.other}".`,
    hint: 'Keep one of the two: names of storage accounts have no case.',
    doc: docs.storage,
  }),
  AIB252: code<{ written: string; instead: string | undefined }>({
    severity: 'warning',
    title: 'Double braces that refer to nothing',
    message: (p) => `"${shorten(p.written)}" is not a placeholder and stays as it is.`,
    hint: (p) =>
      p.instead === undefined
        ? 'Write {{ params.name }} for a parameter or {{ matrix.name }} for a value of the matrix; silence the warning where the braces are meant.'
        : `Write ${p.instead}.`,
    why: 'Only {{ params.name }} and {{ matrix.name }} are replaced. Everything else in braces is text, so a misspelled placeholder would reach Azure as it stands.',
    doc: docs.bicepParameters,
  }),
  AIB253: code<{ written: string }>({
    severity: 'warning',
    title: 'A placeholder that is not filled in',
    message: (p) => `"${shorten(p.written)}" is still to be filled in.`,
    hint: 'Write the value, or a parameter: {{ params.name }}.',
    why: 'Templates and their documentation write <name> where the reader has to put a value of their own. Left as it is, it becomes part of a name, and the deployment fails.',
  }),
} as const;
