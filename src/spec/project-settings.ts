/** What the configuration file of a project says to every spec of it. Plain data: worker threads get it too. */
import type { Severity } from '../diagnostics/severity';
import type { OutputFormat } from '../language/own-keys';

/** What the findings of a rule weigh in this project; `off` drops them. */
export type Level = Severity | 'off';

/** Bounds of a whole number; an absent one does not bound. */
export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** The policies: what every image of the project has to meet. An absent policy requires nothing. */
export interface Policies {
  /** The tags that the template has, each with its allowed values; `undefined` allows every value. */
  readonly tags?: Readonly<Record<string, readonly string[] | undefined>>;
  /** The regions in which images may be built and to which they may be distributed, as the service names them. */
  readonly locations?: readonly string[];
  /** Patterns of URNs and gallery references. */
  readonly sources?: readonly string[];
  /** Patterns of VM sizes. */
  readonly vmSizes?: readonly string[];
  /** Patterns of identities: a name, group/name, subscription/group/name. */
  readonly identities?: readonly string[];
  /** How many replicas an image version has in each region. */
  readonly replicas?: Bounds;
  /** True where scripts and files that are downloaded need a checksum. */
  readonly checksums?: boolean;
  /** The most minutes after which the deprovision commands give up. */
  readonly deprovisionLimit?: number;
}

/** The settings of a project that change what its specs may say, and what is made of them. */
export interface ProjectSettings {
  /** The configuration file, as messages name it. */
  readonly file: string;
  /** Levels of rules, by code. */
  readonly levels: Readonly<Record<string, Level>>;
  readonly policies: Policies;
  /** The formats of specs that name none; absent: arm and bicep. */
  readonly formats?: readonly OutputFormat[] | undefined;
}
