/**
 * The types of an image template in the model, derived from the declarations of Azure's shapes. Whatever a spec can leave
 * out, or get wrong, may be absent: rules look at images with mistakes too.
 */
import type { imageTemplateProperties } from '../language/image-template';
import type { definitionProperties } from '../language/prerequisites';
import type { azureSourceType, planInfoType } from '../language/source-kinds';
import type { azureStepType, azureValidationType } from '../language/step-kinds';
import type { azureTargetType } from '../language/target-kinds';
import type { Infer, IsReference, Type } from '../language/type';
import type {
  BooleanValue,
  ModelList,
  ModelMap,
  ModelObject,
  NumberValue,
  ParameterValue,
  ResourceId,
  Sourced,
  Text,
} from '../value/value';

/** The value in the model of what a declaration describes, by the type that `Infer` gives it. */
export type Model<T> =
  IsReference<T> extends true
    ? Sourced<ResourceId>
    : T extends string
      ? Sourced<Text>
      : T extends number
        ? Sourced<NumberValue> | Sourced<ParameterValue>
        : T extends boolean
          ? Sourced<BooleanValue> | Sourced<ParameterValue>
          : T extends readonly (infer I)[]
            ? ModelList<Model<I>>
            : T extends object
              ? ObjectModel<T>
              : never;

type ObjectModel<T extends object> = string extends keyof T
  ? ModelMap<Sourced<Text>>
  : T extends { readonly type?: infer K extends string }
    ? 'type' extends keyof T
      ? ModelObject<FieldModels<T>> & { readonly type: K }
      : ModelObject<FieldModels<T>>
    : ModelObject<FieldModels<T>>;

/** The fields of an object in the model. */
export type FieldModels<T> = { readonly [K in keyof T]?: Model<Exclude<T[K], undefined>> };

/** The value in the model of what a declaration describes. */
export type ModelOf<T extends Type> = Model<Infer<T>>;

/** The source of an image: `source.type` says which kind it is. */
export type Source = ModelOf<typeof azureSourceType>;
/** A step of `customize`. */
export type Step = ModelOf<typeof azureStepType>;
/** A step of `validate`. */
export type Validator = ModelOf<typeof azureValidationType>;
/** A target of `distribute`. */
export type Target = ModelOf<typeof azureTargetType>;

/** `properties` of the resource, as the spec has them. */
export type TemplateProperties = FieldModels<Infer<typeof imageTemplateProperties>>;

/** `properties` of the resource, with what an image always has. */
export type ImageProperties = TemplateProperties &
  Required<Pick<TemplateProperties, 'buildTimeoutInMinutes' | 'vmProfile' | 'distribute'>>;

type Property<K extends keyof TemplateProperties> = NonNullable<TemplateProperties[K]>;

/** The build VM. */
export type VmProfile = Property<'vmProfile'>;
/** The network of the build VM. */
export type VnetConfig = NonNullable<VmProfile['fields']['vnetConfig']>;
/** The tests of the image. */
export type Validate = Property<'validate'>;
/** A target that is an image version in a gallery. */
export type SharedImageTarget = Extract<Target, { readonly type: 'SharedImage' }>;
/** The regions of such a target. */
export type TargetRegions = NonNullable<SharedImageTarget['fields']['targetRegions']>;
/** The purchase plan of a marketplace image. */
export type Plan = ModelOf<typeof planInfoType>;
/** `properties` of an image definition that the deployment makes. */
export type DefinitionProperties = ModelOf<typeof definitionProperties>;
/** Tags by their names. */
export type Tags = ModelMap<Sourced<Text>>;
