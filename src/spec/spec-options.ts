import type { ProjectSettings } from './project-settings';

/** Where and with which values an image is built. */
export interface SpecOptions {
  /** Values of parameters, as `--set` gives them. */
  readonly set?: Readonly<Record<string, string>>;
  /** Overrides `subscription` of the spec. */
  readonly subscription?: string;
  /** Overrides `resourceGroup` of the spec. */
  readonly resourceGroup?: string;
  /** What the configuration file of the project says, where there is one. */
  readonly project?: ProjectSettings;
}
