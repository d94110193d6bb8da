/** The templates that come with aibgen, compiled by the build. */
import azuredeploy from '../../templates/azuredeploy.json.hbs';
import azuredeployParameters from '../../templates/azuredeploy.parameters.json.hbs';
import imageTemplate from '../../templates/imageTemplate.json.hbs';
import mainBicep from '../../templates/main.bicep.hbs';
import mainBicepparam from '../../templates/main.bicepparam.hbs';
import mainTf from '../../templates/main.tf.hbs';
import outputsTf from '../../templates/outputs.tf.hbs';
import variablesTf from '../../templates/variables.tf.hbs';
import versionsTf from '../../templates/versions.tf.hbs';
import resourcesBicep from '../../templates/modules/resources.bicep.hbs';
import rightsBicep from '../../templates/modules/rights.bicep.hbs';
import azureEnv from '../../templates/partials/azure-env.hbs';
import azureNode from '../../templates/partials/azure-node.hbs';
import azurePool from '../../templates/partials/azure-pool.hbs';
import githubLogin from '../../templates/partials/github-login.hbs';
import githubSetup from '../../templates/partials/github-setup.hbs';
import terraformApply from '../../templates/partials/terraform-apply.hbs';
import terraformBlock from '../../templates/partials/terraform-block.hbs';
import terraformFolders from '../../templates/partials/terraform-folders.hbs';
import terraformInit from '../../templates/partials/terraform-init.hbs';
import terraformPlan from '../../templates/partials/terraform-plan.hbs';
import bicepExisting from '../../templates/partials/bicep-existing.hbs';
import bicepParameters from '../../templates/partials/bicep-parameters.hbs';
import azurePipelines from '../../templates/pipelines/azure-pipelines.yml.hbs';
import github from '../../templates/pipelines/github.yml.hbs';
import readme from '../../templates/README.md.hbs';
import roles from '../../templates/roles.json.hbs';
import resources from '../../templates/resources.json.hbs';
import trigger from '../../templates/trigger.json.hbs';
import type { Partials, RootView, Template } from './template-runtime';

/** An output: where it goes, the template of that name, and what the template is given. */
export interface OutputView {
  readonly path: string;
  readonly template: string;
  readonly view: RootView;
}

/** Templates of outputs of an image. */
export const templates: Readonly<Record<string, Template>> = {
  'imageTemplate.json': imageTemplate,
  'trigger.json': trigger,
  'resources.json': resources,
  'azuredeploy.json': azuredeploy,
  'azuredeploy.parameters.json': azuredeployParameters,
  'main.bicep': mainBicep,
  'main.bicepparam': mainBicepparam,
  'modules/resources.bicep': resourcesBicep,
  'modules/rights.bicep': rightsBicep,
  'main.tf': mainTf,
  'variables.tf': variablesTf,
  'outputs.tf': outputsTf,
  'versions.tf': versionsTf,
  'roles.json': roles,
  'README.md': readme,
};

/** Pipelines, by their CI system: no output of an image. */
export const pipelines = {
  github,
  azure: azurePipelines,
};

/** Parts that several of these templates share. */
export const partials: Partials = {
  'azure-env': azureEnv,
  'azure-node': azureNode,
  'azure-pool': azurePool,
  'bicep-existing': bicepExisting,
  'bicep-parameters': bicepParameters,
  'github-login': githubLogin,
  'github-setup': githubSetup,
  'terraform-apply': terraformApply,
  'terraform-block': terraformBlock,
  'terraform-folders': terraformFolders,
  'terraform-init': terraformInit,
  'terraform-plan': terraformPlan,
};

/** The text of an output, with other partials than the built-in ones where some are replaced. */
export function renderTemplate(name: string, view: RootView, own: Partials = partials): string {
  const template = templates[name];
  if (!template) throw new Error(`no template ${name}`);
  return template(view, view, own);
}
