#!/bin/sh
# Made by aibgen. Change the spec, not this file.
# Deploys, builds, watches and removes one image with the Azure CLI alone; "sh run.sh help" tells how.
# shellcheck disable=SC2016,SC2100,SC2209 # What comes from the spec is text, never an expression.
set -eu

template=made-network
deployment=made-network
subscription=''
group=''
api=2024-02-01
minutes=255
same_name_same_content=false
vhd_in_staging=false

usage() {
  cat <<'EOF'
Usage: sh run.sh [options] <command>

  check                  show what a deployment would change; change nothing
  deploy [name=value]... deploy the image template, with values of parameters (deployRights=false)
  run                    start a build, unless one is running
  wait                   follow the build to its end
  outputs                print what the last build made
  logs                   tell what became of the last build, and where its log is
  cancel                 stop the build
  clean                  delete the image template; distributed images stay

Options, and the variables that stand for them:
  -s, --subscription <id>     AZURE_SUBSCRIPTION_ID
  -g, --resource-group <name> AZURE_RESOURCE_GROUP
  -n, --name <name>           the image template's name, where a parameter changes it
  -m, --minutes <number>      how long to wait
  -i, --interval <seconds>    how long to pause between two looks (30)
      --replace               deploy: delete a template of the same name first
      --force                 clean, deploy --replace: also where a VHD in the staging group is lost with the template

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 still running when the time was over, 4 not logged in.
EOF
}

# A line of text that no pipeline takes for a command of its own.
say() { printf '%s\n' "$*" | sed 's/##/# #/g; s/^[[:space:]]*::/: :/' >&2; }

stop() {
  code=$1
  shift
  say "$@"
  exit "$code"
}

login_expired() { grep -Eqi 'az login|AADSTS|(Expired|Invalid)AuthenticationToken' "$errors"; }

# The connection or the service had a bad moment: what was asked for may or may not have happened.
bad_moment() {
  grep -Eqi 'connection|disconnected|max retries|timed? ?out|temporary failure|name resolution|TooManyRequests|InternalServerError|BadGateway|ServiceUnavailable|GatewayTimeout' "$errors"
}

# In GitHub Actions a login lasts an hour, and its token for renewal minutes: get a new one.
renew_login() {
  [ -n "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ] && [ -n "${ACTIONS_ID_TOKEN_REQUEST_TOKEN:-}" ] || return 1
  [ -n "${AZURE_CLIENT_ID:-}" ] && [ -n "${AZURE_TENANT_ID:-}" ] || return 1
  token=$(az rest --skip-authorization-header --method get --query value --output tsv \
    --headers "Authorization=bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
    --url "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=api%3A%2F%2FAzureADTokenExchange" 2>/dev/null) || return 1
  az login --service-principal --username "$AZURE_CLIENT_ID" --tenant "$AZURE_TENANT_ID" \
    --federated-token "$token" --allow-no-subscriptions --output none 2>/dev/null
}

# az; what it has to say about a failure is in "$errors".
call() {
  result=0
  az "$@" --subscription "$subscription" --only-show-errors 2>"$errors" || result=$?
  if [ "$result" -ne 0 ] && login_expired && renew_login; then
    result=0
    az "$@" --subscription "$subscription" --only-show-errors 2>"$errors" || result=$?
  fi
  return "$result"
}

failed() {
  say "$1"
  say "$(cat "$errors")"
  if login_expired; then stop 4 "The login is missing or has expired: run az login, then this command again."; fi
  exit 1
}

# Reads the state of the template; "none" where there is no template.
look() {
  result=0
  answer=$(call resource show --ids "$id" --api-version "$api" --output tsv --query "join('|', [
    not_null(properties.provisioningState, '-'), not_null(properties.lastRunStatus.runState, '-'),
    not_null(properties.lastRunStatus.runSubState, '-'), not_null(properties.lastRunStatus.startTime, '-')])") || result=$?
  if [ "$result" -eq 3 ]; then answer='none|-|-|-'; elif [ "$result" -ne 0 ]; then return "$result"; fi
  IFS='|' read -r provisioning run stage started <<EOF
$answer
EOF
}

find_template() {
  look || failed "The image template $template cannot be read:"
}

need_template() {
  find_template
  [ "$provisioning" != none ] || stop 1 "There is no image template $template in the resource group $group: deploy it first."
}

field() {
  call resource show --ids "$id" --api-version "$api" --output tsv --query "$1" || true
}

meaning() {
  case $1 in
    BadSourceType) echo 'The kind of the source is not known to the service.' ;;
    BadPIRSource) echo 'The marketplace image cannot be used: check publisher, offer, SKU, version and purchase plan.' ;;
    BadManagedImageSource) echo 'The source image cannot be used: it must exist, be readable for the identity, and be in the same region.' ;;
    BadSharedImageVersionSource) echo 'The gallery version cannot be used: it must exist, be readable for the identity, and be replicated to the region of the template.' ;;
    BadCustomizerType) echo 'The kind of a customize step is not known to the service.' ;;
    UnsupportedCustomizerType) echo 'A customize step does not fit the operating system of the source.' ;;
    NoCustomizerScript) echo 'The script or file of a customize step cannot be read: check its address and the rights of the identity.' ;;
    BadValidatorType) echo 'The kind of a validation is not known to the service.' ;;
    UnsupportedValidatorType) echo 'A validation does not fit the operating system of the source.' ;;
    NoValidatorScript) echo 'The script or file of a validation cannot be read: check its address and the rights of the identity.' ;;
    BadDistributeType) echo 'The kind of a target is not known to the service.' ;;
    BadSharedImageDistribute) echo 'The gallery target cannot be used: gallery and definition must exist, and the identity needs its rights there.' ;;
    BadStagingResourceGroup) echo 'The staging group cannot be used: it must be empty, in the same region and subscription, and open to the identity.' ;;
    ServerError) echo 'The service had a problem of its own: try again later.' ;;
    Other) echo 'No closer reason is given: read the message.' ;;
  esac
}

# Why a template was refused.
explain_refusal() {
  error=$(field properties.provisioningError.provisioningErrorCode)
  [ -n "$error" ] || return 0
  say "$error: $(meaning "$error")"
  say "$(field properties.provisioningError.message)"
}

deployment_state() {
  call deployment group show --resource-group "$group" --name "$deployment" --output tsv \
    --query "join('|', [not_null(properties.correlationId, '-'), not_null(properties.provisioningState, '-')])" || echo '-|-'
}

past() { [ "$(date +%s)" -ge "$end" ]; }

remove() {
  call image builder delete --resource-group "$group" --name "$template" --output none ||
    failed "The image template $template cannot be deleted:"
  while look && [ "$provisioning" = Deleting ]; do sleep "$interval"; done
}

check() {
  call account show --output none || failed "There is no login to the subscription $subscription:"
  call group show --name "$group" --output none || failed "The resource group $group cannot be read:"
  call deployment group what-if --resource-group "$group" --name "$deployment" \
    --template-file "$here/azuredeploy.json" --parameters "@$here/azuredeploy.parameters.json" "$@" ||
    failed "The deployment would fail:"
}

deploy() {
  find_template
  if [ "$provisioning" != none ]; then
    if [ "$same_name_same_content" = true ] && [ "$provisioning" = Succeeded ]; then
      say "The image template $template exists with this very content: nothing to deploy."
      return 0
    fi
    if [ "$provisioning" = Failed ] && [ "$run" = - ]; then
      say "The image template $template was refused before, and never built: it is deleted."
    elif [ "$replace" != yes ]; then
      stop 1 "The image template $template exists, and image templates cannot be changed in place: use --replace, or clean first."
    elif [ "$run" = Running ] || [ "$run" = Canceling ]; then
      stop 1 "A build of $template is running: wait for it, or cancel it, before the template is replaced."
    elif [ "$vhd_in_staging" = true ] && [ "$force" != yes ]; then
      stop 1 "A VHD lies in the staging group, and is deleted with the template: copy it, then use --force."
    else
      say "The image template $template is replaced."
    fi
    remove
  fi
  before=$(deployment_state)
  if ! call deployment group create --resource-group "$group" --name "$deployment" --output none \
    --template-file "$here/azuredeploy.json" --parameters "@$here/azuredeploy.parameters.json" "$@"; then
    # The answer may have been lost, and a repeated request refused because of the first: see what became of it.
    failure=$(cat "$errors")
    while :; do
      after=$(deployment_state)
      case ${after#*|} in
        Running | Accepted | Creating) sleep "$interval" ;;
        *) break ;;
      esac
      past && break
    done
    if [ "${after%%|*}" = "${before%%|*}" ] || [ "${after#*|}" != Succeeded ]; then
      explain_refusal
      printf '%s\n' "$failure" >"$errors"
      case $failure in
        *[Nn]ot\ authorized* | *AuthorizationFailed*)
          say "New rights take some minutes to spread: deploy again, if they were just assigned." ;;
      esac
      failed "The deployment $deployment failed:"
    fi
  fi
  say "The image template $template is deployed."
}

start() {
  need_template
  if [ "$provisioning" = Failed ]; then
    explain_refusal
    stop 1 "The image template $template was refused by the service, and cannot be built."
  fi
  before=$started
  case $run in
    Running | Canceling)
      say "A build has been running since $started ($run): no other one is started; wait follows it."
      return 0 ;;
  esac
  tries=1
  until call image builder run --resource-group "$group" --name "$template" --no-wait --output none; do
    # az does not repeat a run whose answer was lost, and rightly so: it may have begun.
    failure=$(cat "$errors")
    sleep 1
    find_template
    if [ "$run" = Running ] || [ "$started" != "$before" ]; then break; fi
    printf '%s\n' "$failure" >"$errors"
    if [ "$tries" -ge 4 ] || ! bad_moment; then failed "The build cannot be started:"; fi
    tries=$((tries + 1))
    say "No answer, and no build: asking again."
    sleep "$interval"
  done
  # Until the service tells of this build, it would tell of the one before.
  tries=0
  while find_template && [ "$run" != Running ] && [ "$started" = "$before" ] && [ "$tries" -lt 10 ]; do
    tries=$((tries + 1))
    sleep "$interval"
  done
  say "The build of $template has started."
}

follow() {
  told=
  lost=0
  while :; do
    if look; then
      lost=0
      if [ "$run $stage" != "$told" ]; then
        told="$run $stage"
        say "$(date -u +%H:%M:%S) $told"
      fi
      case $provisioning/$run in
        none/*) stop 1 "There is no image template $template in the resource group $group." ;;
        */Succeeded) return 0 ;;
        */Running | */Canceling) ;;
        */-) stop 1 "No build of $template was ever started." ;;
        *)
          tell
          exit 1 ;;
      esac
    else
      lost=$((lost + 1))
      if [ "$lost" -gt 20 ] || login_expired || ! bad_moment; then failed "The build cannot be followed:"; fi
      say "No answer; the build goes on, and so does the wait."
    fi
    if past; then
      stop 3 "The build is not over after $minutes minutes: $told. It goes on; wait again, or cancel it."
    fi
    sleep "$interval"
  done
}

# What became of the last build, and where to read more.
tell() {
  need_template
  explain_refusal
  say "Last build: $run ($stage), started $started."
  message=$(field properties.lastRunStatus.message)
  [ -z "$message" ] || say "$message"
  staging=$(field 'properties.exactStagingResourceGroup || properties.stagingResourceGroup')
  staging=${staging##*/}
  if [ -z "$staging" ]; then
    say "The log is customization.log in the container packerlogs of the storage account in the staging group."
    return 0
  fi
  account=$(call resource list --resource-group "$staging" --resource-type Microsoft.Storage/storageAccounts \
    --query '[0].name' --output tsv) || account=
  say "The log is customization.log (of validations: validation.log) in the container packerlogs of the storage account ${account:-(not readable)} in the resource group $staging:"
  say "az storage blob list --auth-mode login --account-name ${account:-<account>} --container-name packerlogs --query [].name --output tsv"
  say "az storage blob download --auth-mode login --account-name ${account:-<account>} --container-name packerlogs --file customization.log --name <one of these>"
}

# One line an output; in a pipeline they become variables and a summary too.
results() {
  need_template
  all=
  count=0
  table='| Run output | Artifact |
| --- | --- |'
  result postgres
  publish artifacts "[$all]"
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then printf '\n%s\n' "$table" >>"$GITHUB_STEP_SUMMARY"; fi
}

result() {
  # A JSON string: it needs no more quoting.
  artifact=$(call resource show --ids "$id/runOutputs/$1" --api-version "$api" --output json \
    --query 'properties.artifactId || properties.artifactUri') || failed "There is no run output $1:"
  count=$((count + 1))
  plain=${artifact#\"}
  plain=${plain%\"}
  say "$1:"
  printf '%s\n' "$plain"
  all="$all${all:+,}$artifact"
  table="$table
| \`$(printf %s "$1" | tr -d '\`|')\` | \`$plain\` |"
  publish "artifact-$count" "$plain"
}

publish() {
  if [ -n "${GITHUB_OUTPUT:-}" ]; then printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; fi
  if [ -n "${TF_BUILD:-}" ]; then printf '##vso[task.setvariable variable=%s;isOutput=true]%s\n' "$1" "$2"; fi
}

cancel() {
  need_template
  if [ "$run" = Running ]; then
    call image builder cancel --resource-group "$group" --name "$template" --output none ||
      failed "The build cannot be cancelled:"
  elif [ "$run" != Canceling ]; then
    say "No build of $template is running."
    return 0
  fi
  # The command comes back before the build has ended.
  while find_template && { [ "$run" = Running ] || [ "$run" = Canceling ]; }; do
    if past; then stop 3 "The build has not ended after $minutes minutes: $run."; fi
    sleep "$interval"
  done
  say "The build has ended: $run. Look for half-made images if it was distributing."
}

clean() {
  find_template
  case $provisioning/$run in
    none/*)
      say "There is no image template $template: nothing to clean."
      return 0 ;;
    */Running | */Canceling) stop 1 "A build of $template is running: wait for it, or cancel it." ;;
  esac
  if [ "$vhd_in_staging" = true ] && [ "$force" != yes ]; then
    stop 1 "A VHD lies in the staging group, and is deleted with the template: copy it, then use --force."
  fi
  remove
  say "The image template $template is deleted; what was distributed stays."
}

usage_error() { stop 2 "$1 (sh run.sh help tells more)"; }

command=
replace=
force=
own_minutes=
interval=${AIBGEN_INTERVAL:-30}
[ -z "${AZURE_SUBSCRIPTION_ID:-}" ] || subscription=$AZURE_SUBSCRIPTION_ID
[ -z "${AZURE_RESOURCE_GROUP:-}" ] || group=$AZURE_RESOURCE_GROUP
while [ "$#" -gt 0 ]; do
  case $1 in
    -s | --subscription | -g | --resource-group | -n | --name | -m | --minutes | -i | --interval)
      [ "$#" -gt 1 ] || usage_error "$1 needs a value" ;;
  esac
  case $1 in
    -s | --subscription) subscription=$2; shift 2 ;;
    -g | --resource-group) group=$2; shift 2 ;;
    -n | --name) template=$2; shift 2 ;;
    -m | --minutes) own_minutes=$2; shift 2 ;;
    -i | --interval) interval=$2; shift 2 ;;
    --replace) replace=yes; shift ;;
    --force) force=yes; shift ;;
    -h | --help | help) usage; exit 0 ;;
    -*) usage_error "There is no option $1" ;;
    *)
      if [ -n "$command" ]; then break; fi
      command=$1
      shift ;;
  esac
done
case $command in
  check | deploy) ;;
  run | wait | outputs | logs | cancel | clean) [ "$#" -eq 0 ] || usage_error "$command takes no $1" ;;
  '') usage_error "A command is missing" ;;
  *) usage_error "There is no command $command" ;;
esac
case ${own_minutes:-0} in *[!0-9]*) usage_error "--minutes is no number: $own_minutes" ;; esac
case $interval in '' | *[!0-9]*) usage_error "--interval is no number: $interval" ;; esac
[ -n "$group" ] || usage_error "Say where: --resource-group, or AZURE_RESOURCE_GROUP"

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
trap 'exit 130' INT TERM
if [ -z "$subscription" ]; then
  subscription=$(az account show --query id --output tsv --only-show-errors 2>"$errors") || failed "There is no login:"
fi
id="/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.VirtualMachineImages/imageTemplates/$template"
case $command in cancel) minutes=10 ;; deploy) minutes=60 ;; esac
minutes=${own_minutes:-$minutes}
end=$(($(date +%s) + minutes * 60))

case $command in
  check) check "$@" ;;
  deploy) deploy "$@" ;;
  run) start ;;
  wait) follow ;;
  outputs) results ;;
  logs) tell ;;
  cancel) cancel ;;
  clean) clean ;;
esac
