/** The work of `aibgen matrix`: a row for each image. */
import type { GitHash } from '../../disk/git';
import { buildMinutes, environmentOf } from '../../emit/output-context';
import type { RunImage } from '../../project/resolve-all';
import type { SpecOptions } from '../../spec/spec-options';
import { fillText } from '../../value/printers/json-printer';
import { outputsChecksum } from '../build/folder-outputs';
import { recordSpecs, type SpecRecord } from './record-specs';
import type { Job, Work, WorkOptions } from './worker-protocol';

export interface MatrixWorkOptions extends SpecOptions, WorkOptions {
  readonly out: string;
  /** How git makes ids, where the outputs are compared with those of a commit. */
  readonly ids: GitHash | undefined;
}

/** An image of the matrix. */
export interface MatrixImage {
  readonly row: object;
  /** The files of the image. */
  readonly used: readonly string[];
  /** The checksum of the outputs that are deployed, where they are compared. */
  readonly checksum: string | undefined;
}

export const matrixWork: Work<MatrixWorkOptions, Job, SpecRecord<MatrixImage | undefined>> = {
  name: 'matrix',
  begin: (host, options, templates) => ({
    run: recordSpecs(host, options, async (one, errors) => {
      if (errors.inRun) return undefined;
      const { ids } = options;
      return {
        row: row(one, options.out),
        used: Object.keys(one.used),
        checksum: ids && (await outputsChecksum(one, options, templates, ids, 'deployed')),
      };
    }),
  }),
};

function row({ image, spec }: RunImage, out: string) {
  const environment = environmentOf(image);
  const { own } = image;
  return {
    name: image.folder,
    spec,
    out: `${out}/${image.folder}`,
    timeoutInMinutes: buildMinutes(image, environment),
    location: fillText(image.location, environment),
    imageTemplateName: fillText(image.name, environment),
    os: image.facts.os.value,
    architecture: image.facts.architecture.value,
    apiVersion: image.apiVersion,
    ...(own.subscription === undefined ? {} : { subscription: own.subscription }),
    ...(own.resourceGroup === undefined ? {} : { resourceGroup: own.resourceGroup }),
  };
}
