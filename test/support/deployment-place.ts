/** Where a deployment is imagined, with what values. */

/** The deployment that the evaluator is to imagine. */
export interface DeploymentPlace {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly deploymentName?: string;
  readonly tenantId?: string;
}

/** Values of parameters by name. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;
