/** The templates that come with aibgen, precompiled. */
import azuredeploy from '../../templates/azuredeploy.json.hbs';
import azuredeployParameters from '../../templates/azuredeploy.parameters.json.hbs';
import imageTemplate from '../../templates/imageTemplate.json.hbs';
import mainBicep from '../../templates/main.bicep.hbs';
import mainBicepparam from '../../templates/main.bicepparam.hbs';
import resourcesBicep from '../../templates/modules/resources.bicep.hbs';
import rightsBicep from '../../templates/modules/rights.bicep.hbs';
import bicepExisting from '../../templates/partials/bicep-existing.hbs';
import bicepParameters from '../../templates/partials/bicep-parameters.hbs';
import azureEnv from '../../templates/partials/azure-env.hbs';
import azureJob from '../../templates/partials/azure-job.hbs';
import azureLogin from '../../templates/partials/azure-login.hbs';
import githubInputs from '../../templates/partials/github-inputs.hbs';
import githubJob from '../../templates/partials/github-job.hbs';
import azurePipelines from '../../templates/pipelines/azure-pipelines.yml.hbs';
import github from '../../templates/pipelines/github.yml.hbs';
import readme from '../../templates/README.md.hbs';
import roles from '../../templates/roles.json.hbs';
import run from '../../templates/run.sh.hbs';
import resources from '../../templates/resources.json.hbs';
import trigger from '../../templates/trigger.json.hbs';

export const templates: Readonly<Record<string, TemplateSpecification>> = {
  'imageTemplate.json': imageTemplate,
  'trigger.json': trigger,
  'resources.json': resources,
  'azuredeploy.json': azuredeploy,
  'azuredeploy.parameters.json': azuredeployParameters,
  'main.bicep': mainBicep,
  'main.bicepparam': mainBicepparam,
  'modules/resources.bicep': resourcesBicep,
  'modules/rights.bicep': rightsBicep,
  'roles.json': roles,
  'README.md': readme,
  'run.sh': run,
  'pipelines/github.yml': github,
  'pipelines/azure-pipelines.yml': azurePipelines,
};

export const partials: Readonly<Record<string, TemplateSpecification>> = {
  'azure-env': azureEnv,
  'azure-job': azureJob,
  'azure-login': azureLogin,
  'github-inputs': githubInputs,
  'github-job': githubJob,
  'bicep-existing': bicepExisting,
  'bicep-parameters': bicepParameters,
};
