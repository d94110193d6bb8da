/** 6xx: import. */
import { docs } from '../../service/docs';
import { quoted } from '../../lib/words';
import { error, info, shorten, warning } from './define-code';

export const importCodes = () => ({
  AIB601: error<{ reason: string }>(() => ({
    title: 'A template that cannot be imported',
    message: (p) => p.reason,
    hint: 'Use an image template, an ARM template, compiled Bicep, or the output of "az image builder show".',
    why: 'A spec that leaves out part of a template would build another image.',
  })),
  AIB602: warning<{ reason: string }>(() => ({
    title: 'A part of a template that import cannot be sure about',
    message: (p) => p.reason,
    why: 'What the template says depends on values that are not in it.',
  })),
  AIB603: info<{ reason: string }>(() => ({
    title: 'A note about an imported template',
    message: (p) => p.reason,
    why: 'The spec means the same; the note says what was written in another way.',
  })),
  AIB604: error<{ what: string; reason: string }>(() => ({
    title: 'A part of a template that a spec cannot express',
    message: (p) => `"${shorten(p.what)}" cannot be imported: ${p.reason}`,
    hint: 'Change it in the template and import again, or add it to the spec by hand.',
    why: 'The spec language has no place for it, so it would be lost without a word.',
  })),
  AIB605: error<{ names: readonly string[] }>(() => ({
    title: 'Several image templates in one document',
    message: (p) =>
      `The document contains ${p.names.length} image templates: ${quoted(p.names, 'and')}.`,
    hint: 'Name a folder for their specs with -o.',
    exit: 'usage',
    why: 'Each spec makes one image template.',
  })),
  AIB606: error<{ path: string; why: string }>(() => ({
    title: 'A Bicep file that cannot be compiled',
    message: (p) => `The Bicep file "${p.path}" cannot be compiled: ${p.why}`,
    hint: 'Install the Bicep CLI ("az bicep install"), set its path in AIBGEN_BICEP, or import the compiled JSON.',
    why: "Bicep is compiled by Microsoft's own compiler, which found errors or could not be run.",
    doc: docs.bicepParameters,
    exit: 'usage',
  })),
  AIB607: error<{ path: string }>(() => ({
    title: 'A spec that exists already',
    message: (p) => `The file "${p.path}" already exists with other content.`,
    hint: 'Use another folder or --name, or overwrite it with --force.',
    why: 'A spec may have been edited since it was imported.',
  })),
  AIB608: error<{ path: string | undefined }>(() => ({
    title: 'A Bicep file that reads outside its folder',
    message: (p) =>
      p.path === undefined
        ? 'The Bicep file names a file to read by an expression, so the file cannot be checked before it is read.'
        : `The Bicep file reads "${shorten(p.path)}", which is outside the folder of the template.`,
    hint: 'Move the file into the folder, or compile the template yourself and import the JSON.',
    why: 'A template that somebody else wrote could otherwise copy any file of this machine into the spec.',
    doc: docs.bicepParameters,
  })),
  AIB609: error<{ command: string }>(() => ({
    title: 'A script that creates an image template',
    message: (p) =>
      `This is a script ("${shorten(p.command)}"); a script is not run to find out what it creates.`,
    hint: 'Import the template that the script created: az image builder show --name <name> --resource-group <group> | aibgen import - (it needs a login that may read the template).',
    why: 'A script can do anything: running it to see what it creates would do it.',
    doc: docs.template,
    exit: 'usage',
  })),
  AIB610: error<{ reason: string }>(() => ({
    title: 'A syntax error in HCL',
    message: (p) => p.reason,
    hint: 'Correct the file; "packer validate" and "terraform validate" name the same place.',
    why: 'Nothing of a file that cannot be read can be trusted.',
  })),
  AIB611: error<{ reason: string }>(() => ({
    title: 'A document of another tool without an image for Azure',
    message: (p) => p.reason,
    hint: 'Import the file, or the folder, that describes an image in Azure.',
    why: 'A spec describes an image in Azure.',
  })),
  AIB612: warning<{ name: string }>(() => ({
    title: 'A secret in a variable',
    message: (p) =>
      `The variable "${shorten(p.name)}" holds a secret; its value is in neither the spec nor the report.`,
    hint: 'Whoever can read the file knows the secret: replace it, and let the build VM read the new one from a key vault with an identity ("vm: { identities: … }").',
    why: 'Specs are in a repository that many people read.',
    doc: docs.vmProfile,
  })),
  AIB613: warning<{ name: string }>(() => ({
    title: 'A variable that is not declared',
    message: (p) =>
      `The variable "${shorten(p.name)}" is not declared in the files that were read, so it becomes a parameter.`,
    hint: 'Import the folder, or give a value with --var.',
    why: 'Its value is in another file, or comes from the environment.',
  })),
  AIB614: warning<{ name: string }>(() => ({
    title: 'A value for an unknown variable',
    message: (p) => `A value is given for "${shorten(p.name)}", but there is no such variable.`,
    hint: 'Correct the name, or remove the value.',
    why: 'A misspelled name would leave the variable at its default without a word.',
  })),
  AIB615: info<{ address: string }>(() => ({
    title: 'A resource of Terraform that a spec takes over',
    message: (p) => `The deployment of the spec takes over "${shorten(p.address)}".`,
    hint: (p) =>
      `Once the spec is deployed, take it out of the configuration and of the state, not out of Azure: terraform state rm '${p.address}', or removed { from = ${p.address}, lifecycle { destroy = false } }.`,
    why: 'Terraform would otherwise delete or change what the deployment of the spec now keeps.',
    doc: 'https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources',
  })),
});
