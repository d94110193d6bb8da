/** What the pipelines need in Azure and in the CI system: commands to read, change and run. */
import { safeLines } from '../../lib/safe-text';
import { readProject } from '../../config/read-config';
import { hasErrors } from '../../diagnostics/diagnostic';
import type { PipelineSettings } from '../../emit/views/pipelines-view';
import { shellWord } from '../../value/printers/shell-printer';
import { exit, type Io } from '../io';
import { report } from '../report';

/** Identities, the same for both CI systems. The ids of the applications stay in shell variables. */
const applications = `# One application for each purpose: what may change something is never at hand in a pull request.
group=<resource group of the image templates>
scope="$(az group show --name "$group" --query id --output tsv)"
plan="$(az ad app create --display-name images-plan --query appId --output tsv)"
build="$(az ad app create --display-name images-build --query appId --output tsv)"
rights="$(az ad app create --display-name images-rights --query appId --output tsv)"
for app in "$plan" "$build" "$rights"; do az ad sp create --id "$app"; done

# Role assignments. Narrower ones: "deployingPrincipal", "runner" and "reader" of "aibgen roles --format json".
# plan reads and asks what a deployment would change; build deploys templates and runs them, and assigns the identity that
# builds; rights defines and assigns roles in every group that an image names.
az role definition create --role-definition "{ \\"Name\\": \\"Image deployment preview\\", \\"AssignableScopes\\": [\\"$scope\\"],
  \\"Actions\\": [\\"*/read\\", \\"Microsoft.Resources/deployments/whatIf/action\\", \\"Microsoft.Resources/deployments/validate/action\\"] }"
az role assignment create --assignee "$plan" --role 'Image deployment preview' --scope "$scope"
az role assignment create --assignee "$build" --role Contributor --scope "$scope"
az role assignment create --assignee "$build" --role 'Managed Identity Operator' --scope <id of the identity that builds>
az role assignment create --assignee "$rights" --role Contributor --scope "$scope"
az role assignment create --assignee "$rights" --role 'User Access Administrator' --scope "$scope"
`;

/** Where Terraform deploys: the states of the images. */
const states = `# The states of Terraform: one storage account, a blob for each image. A template of your own that writes "backend.tf" into the
# folder of each image keeps them elsewhere.
account=<name of a storage account>
az storage account create --name "$account" --resource-group "$group" --allow-shared-key-access false --min-tls-version TLS1_2
az storage container create --name tfstate --account-name "$account" --auth-mode login
states="$(az storage account show --name "$account" --query id --output tsv)"
az role assignment create --assignee "$plan" --role 'Storage Blob Data Reader' --scope "$states"
for app in "$build" "$rights"; do az role assignment create --assignee "$app" --role 'Storage Blob Data Contributor' --scope "$states"; done
`;

const isTerraform = ({ formats = [] }: PipelineSettings): boolean => formats.join() === 'terraform';

/** The commands for GitHub Actions. */
function githubSetup(settings: PipelineSettings): string {
  const { github = {} } = settings;
  const environments = [
    ['plan', github.planEnvironment ?? 'image-plan'],
    ['build', github.environment ?? 'images'],
    ['rights', github.rightsEnvironment ?? 'image-rights'],
  ] as const;
  const branches = github.branches ?? ['main'];
  const credentials = environments.map(([app, name]) => `trust "$${app}" ${shellWord(name)}`);
  return `# GitHub Actions
${applications}${isTerraform(settings) ? `\n${states}` : ''}
# Federated credentials: the subject of each job that logs in is its environment. Repositories that were created, renamed or
# transferred since 2026 have ids in it. GitHub tells which form is in force:
repository=<owner>/<name>
prefix="$(gh api "repos/$repository/actions/oidc/customization/sub" --jq '.sub_claim_prefix // empty')"
prefix="\${prefix:-repo:$repository}"
# without ids: repo:owner/name:environment:${environments[1][1]}
# with ids:    repo:owner@<owner id>/name@<repository id>:environment:${environments[1][1]}
trust() {
  az ad app federated-credential create --id "$1" --parameters "{ \\"name\\": \\"github-$(echo "$2" | tr ' ' '-')\\",
    \\"issuer\\": \\"https://token.actions.githubusercontent.com\\", \\"subject\\": \\"$prefix:environment:$2\\",
    \\"audiences\\": [\\"api://AzureADTokenExchange\\"] }"
}
${credentials.join('\n')}

# Environments. Those that change something are for these branches only: ${branches.join(', ')}. Add reviewers in Settings, Environments.
${environments
  .map(([app, name]) =>
    app === 'plan'
      ? `gh api --method PUT "repos/$repository/environments/${encodeURIComponent(name)}"`
      : [
          `gh api --method PUT "repos/$repository/environments/${encodeURIComponent(name)}" --field 'deployment_branch_policy[protected_branches]=false' --field 'deployment_branch_policy[custom_branch_policies]=true'`,
          ...branches.map(
            (branch) =>
              `gh api --method POST "repos/$repository/environments/${encodeURIComponent(name)}/deployment-branch-policies" --field ${shellWord(`name=${branch}`)}`,
          ),
        ].join('\n'),
  )
  .join('\n')}

# Variables: none of them is a secret.
gh variable set AZURE_TENANT_ID --body "$(az account show --query tenantId --output tsv)"
gh variable set AZURE_SUBSCRIPTION_ID --body "$(az account show --query id --output tsv)"
gh variable set AZURE_RESOURCE_GROUP --body "$group"
gh variable set AZURE_PLAN_CLIENT_ID --body "$plan"
gh variable set AZURE_CLIENT_ID --body "$build"
gh variable set AZURE_RIGHTS_CLIENT_ID --body "$rights"${
    isTerraform(settings) ? '\ngh variable set TERRAFORM_STATE_ACCOUNT --body "$account"' : ''
  }

aibgen build --pipelines .github/workflows
`;
}

/** The commands for Azure Pipelines. */
function azureSetup(settings: PipelineSettings): string {
  const { azure = {} } = settings;
  const connections = [
    ['plan', azure.planServiceConnection ?? 'images-plan'],
    ['build', azure.serviceConnection ?? 'images'],
    ['rights', azure.rightsServiceConnection ?? 'images-rights'],
  ] as const;
  return `# Azure Pipelines
${applications}${isTerraform(settings) ? `\n${states}` : ''}
# Service connections of the kind Azure Resource Manager, workload identity federation (Project settings, Service connections):
${connections.map(([app, name]) => `#   ${name}: the application $${app}`).join('\n')}
# Each shows its issuer and subject:
# older form: issuer https://vstoken.dev.azure.com/<organization id>, subject sc://<organization>/<project>/<connection>
# newer form: issuer https://login.microsoftonline.com/<tenant id>/v2.0, a subject with ids: copy it from the page
trust() {
  az ad app federated-credential create --id "$1" --parameters "{ \\"name\\": \\"azure-pipelines\\",
    \\"issuer\\": \\"$2\\", \\"subject\\": \\"$3\\", \\"audiences\\": [\\"api://AzureADTokenExchange\\"] }"
}
${connections.map(([app]) => `trust "$${app}" <issuer> <subject>`).join('\n')}

# Environments (Pipelines, Environments): ${azure.environment ?? 'images'} and ${azure.rightsEnvironment ?? 'image-rights'}.
# Add the checks "Exclusive lock" to the first, "Branch control" and "Approvals" to both.

aibgen build
az pipelines create --name Images --yml-path out/pipelines/azure-pipelines.yml${
    isTerraform(settings)
      ? `
az pipelines variable create --pipeline-name Images --name TERRAFORM_STATE_ACCOUNT --value "$account"
# The task that sets Terraform up comes with this extension:
az devops extension install --publisher-id ms-devlabs --extension-id custom-terraform-tasks`
      : ''
  }
`;
}

/** Prints what the pipelines of the project need. */
export function printPipelineSetup(io: Io): number {
  const project = readProject(io.host);
  if (hasErrors(project.diagnostics)) return report(io, project.diagnostics, 'text', false);
  io.stdout(safeLines(`${githubSetup(project.pipelines)}\n${azureSetup(project.pipelines)}`));
  return exit.done;
}
