import type { Keep } from './keeps';
import type { ApiVersion } from '../service/api-versions';
import type { SecurityType } from '../service/gallery-definitions';
import type { Parameter, ParameterValue } from '../spec/parameter-references';
import type { OutputFormat } from '../language/own-keys';
import type { DeploymentScope } from '../spec/references';
import type { Origin } from '../value/origin';
import type { NumberValue, ResourceId, Scope, Sourced, Text } from '../value/value';
import type { DefinitionProperties, ImageProperties, Tags } from './model-types';

/** The operating system of an image. */
export type Os = 'linux' | 'windows';
/** A Hyper-V generation. */
export type Generation = 1 | 2;
/** The processor that an image is for. */
export type Architecture = 'x64' | 'arm64';

/** Something that was found out, and from what. */
export interface Fact<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** What is known of the source of an image. */
export interface SourceFacts {
  readonly os: Fact<Os> | undefined;
  readonly generation: Fact<Generation> | undefined;
  /** What weak evidence says where there is no better. */
  readonly probableGeneration: Generation | undefined;
  /** False where the generation rests on weak evidence. */
  readonly generationSure: boolean;
  readonly architecture: Fact<Architecture>;
  readonly security: Fact<SecurityType>;
  /** False where the security type is what most images of the kind have, or not known at all. */
  readonly securitySure: boolean;
  readonly plan: 'required' | 'none' | 'unclear';
  /** The source in a few words, for messages. */
  readonly label: string;
}

/** The template's user-assigned identity. */
export interface Identity {
  readonly id: ResourceId;
  /** True where the deployment makes it. */
  readonly create: boolean;
  readonly origin: Origin;
}

/** An image definition that the deployment makes for a gallery target. */
export interface Definition {
  readonly id: Sourced<ResourceId>;
  /** Its place in `distribute`. */
  readonly target: number;
  /** True where its gallery is made too. */
  readonly createGallery: boolean;
  readonly location: Sourced<Text>;
  readonly tags: Tags | undefined;
  /** `properties` of the resource, in Azure's shape. */
  readonly properties: DefinitionProperties;
  /** The security type, which is one of the features. */
  readonly security: Fact<SecurityType>;
  readonly origin: Origin;
}

/** The network that the deployment makes for the build. */
export interface Network {
  readonly id: Sourced<ResourceId>;
  readonly subnet: Sourced<ResourceId>;
  /** Absent: the build goes through a proxy VM. */
  readonly containerSubnet: Sourced<ResourceId> | undefined;
  readonly address: Sourced<Text>;
  readonly tags: Tags | undefined;
  readonly origin: Origin;
}

/** The child resource that builds the image when its source changes. */
export interface Trigger {
  readonly name: Sourced<Text>;
  readonly kind: Sourced<Text>;
  readonly apiVersion: ApiVersion;
  readonly origin: Origin;
}

/** A parameter with the value that it has in the bare JSON and in the parameter files. */
export interface ImageParameter extends Pick<
  Parameter,
  'name' | 'type' | 'allowed' | 'description'
> {
  readonly default: ParameterValue | undefined;
  /** From `--set`, else the default, else a placeholder. */
  readonly value: ParameterValue;
  readonly used: boolean;
  /** Where it is declared. */
  readonly entry: Parameter['entry'];
}

/** An image, fully resolved: every default is filled in, every value knows its origin. */
export interface Image {
  /** Name of the output folder. */
  readonly folder: string;
  /** The spec's file name. */
  readonly specFile: string;
  /** Name of the image template. */
  readonly name: Sourced<Text>;
  /** The lowest version that has all that is used, or the one that the spec pins. */
  readonly apiVersion: ApiVersion;
  readonly apiVersionOrigin: Origin;
  /** The region as the spec says it; inside of `properties` it is the parameter `location`. */
  readonly location: Sourced<Text>;
  /** Where the deployment will be, as far as the spec or the command line says. */
  readonly own: DeploymentScope;
  readonly tags: Tags | undefined;
  readonly identity: Identity;
  /** What the source is; an unknown generation stays absent. */
  readonly facts: SourceFacts & { readonly os: Fact<Os> };
  /** `properties` of the resource, in Azure's shape and in the order of the documentation. */
  readonly properties: ImageProperties;
  /** Names of the run outputs, in the order of the targets. */
  readonly runOutputNames: readonly Text[];
  /** What `keep` of each target says, in the order of the targets. */
  readonly keeps: readonly (Keep | undefined)[];
  readonly trigger: Trigger | undefined;
  readonly definitions: readonly Definition[];
  readonly network: Network | undefined;
  /** True where the name ends in a hash of the content. */
  readonly contentHash: boolean;
  readonly parameters: readonly ImageParameter[];
  /** True where the service makes the staging group that the spec names. */
  readonly createsStagingGroup: boolean;
  /** The minutes after which the deprovision commands give up, where the spec says so. */
  readonly deprovisionLimit: Sourced<NumberValue> | undefined;
  /** The languages in which the deployment is written. */
  readonly formats: readonly OutputFormat[];
  /** Which rights are written. */
  readonly roles: 'custom' | 'builtin' | 'none';
  /** Where the storage accounts are that addresses name, by `accountKey`. */
  readonly storageAccounts: ReadonlyMap<string, StorageAccount>;
}

/** Where a storage account is. */
export interface StorageAccount {
  /** As the spec spells it. */
  readonly name: string;
  readonly scope: Scope;
  readonly origin: Origin;
}

/** The name that every value of the template region goes by: a parameter of the wrappers. */
export const locationParameter = 'location';
