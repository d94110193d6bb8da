/** An image as the operations need it: plain data that the command has made of its spec. */
import type { CodeName, CodeParameters } from '../diagnostics/codes';
import type { Keep } from '../image/keeps';
import type { JsonObject } from '../lib/json';
import type { Client } from './client';
import type { TemplatePlace } from './image-templates';

/** A script that a step names by path, and where the template looks for it. */
export interface Script {
  /** Relative to the working directory. */
  readonly path: string;
  readonly uri: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** A target of the image. */
export interface BuildTarget {
  readonly runOutputName: string;
  readonly kind: 'SharedImage' | 'ManagedImage' | 'VHD';
  /** Id of the gallery image definition or of the managed image. */
  readonly id: string | undefined;
  readonly artifactTags: Readonly<Record<string, string>>;
  /** Regions that the target names. */
  readonly regions: readonly string[];
  readonly keep: Keep | undefined;
}

/** The deployment that the output folder holds. */
export interface DeploymentFiles {
  readonly name: string;
  /** `azuredeploy.json`. */
  readonly template: JsonObject;
  /** `parameters` of `azuredeploy.parameters.json`, with values of the command line. */
  readonly parameters: JsonObject;
}

export interface AzureImage extends TemplatePlace {
  /** Name of the image: that of its output folder. */
  readonly name: string;
  readonly spec: string;
  readonly location: string;
  /** The resource that the spec makes: `imageTemplate.json`. */
  readonly content: JsonObject;
  readonly trigger: { readonly name: string; readonly body: JsonObject } | undefined;
  /** Minutes that a build may take. */
  readonly minutes: number;
  readonly contentHash: boolean;
  readonly deployment: DeploymentFiles;
  readonly targets: readonly BuildTarget[];
  readonly scripts: readonly Script[];
}

type AzureCode = Extract<CodeName, `AIB8${string}`>;

/** Something to tell, by its code: the command makes a diagnostic of it. */
export type Problem = {
  [C in AzureCode]: { readonly code: C; readonly parameters: CodeParameters<C> };
}[AzureCode];

/** What became of an image. */
export interface ImageResult {
  readonly name: string;
  readonly state: string;
  /** More about it, for `--format json`. */
  readonly data?: JsonObject;
  readonly problems?: readonly Problem[];
  /** Lines for a person. */
  readonly lines?: readonly string[];
}

/** What an operation works with. */
export interface Session {
  readonly client: Client;
  /** Tells of progress. */
  readonly tell: (name: string, text: string) => void;
}

/** Makes a problem. */
export function problem<C extends AzureCode>(
  code: C,
  parameters: Extract<Problem, { readonly code: C }>['parameters'],
): Problem {
  return { code, parameters } as Extract<Problem, { readonly code: C }>;
}
