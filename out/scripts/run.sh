#!/bin/sh
# Made by aibgen. Change the spec, not this file.
# Deploys, builds, watches and removes one image with the Azure CLI alone; "sh run.sh help" tells how.
# shellcheck disable=SC2016,SC2034,SC2100,SC2209 # What comes from the spec is text, never an expression.
set -eu

deployment=scripts
subscription=''
group=''
api=2022-02-14
minutes=255
same_name_same_content=false
vhd_in_staging=false
p_release=24.04

# Names are made of parameters, and known when these are.
name_template() { template=scripts; }

# Calls a function with each target: the name of its run output, and where the image goes.
each_target() {
  "$1" web-scripts /subscriptions/"$subscription"/resourceGroups/"$group"/providers/Microsoft.Compute/galleries/corpGallery/images/web-scripts
}

# Takes name=value.
set_parameter() {
  case ${1%%=*} in
    release) p_release=${1#*=} ;;
    location | deployRights) ;;
    *) usage_error "There is no parameter ${1%%=*}" ;;
  esac
}

need_parameters() {
  :
}

usage() {
  cat <<'EOF'
Usage: sh run.sh [options] <command> [name=value]...

  check    show what a deployment would change; change nothing
  deploy   deploy the image template and the rights of its identity (deployRights=false: without these)
  run      start a build, unless one is running
  wait     follow the build to its end
  outputs  print what the last build made
  logs     tell what became of the last build, and where its log is
  cancel   stop the build
  clean    delete the image template; distributed images stay

name=value is a parameter of the deployment. Names may be made of parameters: say the same ones with every command.

Options, and the variables that stand for them:
  -s, --subscription <id>      AZURE_SUBSCRIPTION_ID
  -g, --resource-group <name>  AZURE_RESOURCE_GROUP
  -i, --interval <seconds>     AIBGEN_INTERVAL: the pause between two looks (30)
                               AIBGEN_PARAMETERS: name=value, one a line
  -n, --name <name>            another name of the image template than the spec's
  -m, --minutes <number>       how long to wait
      --replace                deploy: delete a template of the same name first
      --old                    clean: delete those with earlier contents instead (naming: contentHash)
      --force                  clean, deploy --replace: also where a VHD in the staging group is lost with the template

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 still running when the time was over, 4 not logged in.
EOF
}

# Text in which no pipeline finds a command of its own.
show() { printf '%s\n' "$*" | sed 's/##/# #/g; s/^[[:space:]]*::/: :/'; }
say() { show "$@" >&2; }

stop() {
  code=$1
  shift
  say "$@"
  exit "$code"
}

usage_error() { stop 2 "$1 (sh run.sh help tells more)"; }

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

# A sleep that a signal to the script ends at once.
pause() {
  sleep "$interval" >/dev/null 2>&1 &
  wait "$!"
}

past() { [ "$(date +%s)" -ge "$end" ]; }

# After a failure in a bad moment: pauses, and is true as long as there is another try.
again() {
  if [ "$tries" -ge 4 ] || ! bad_moment; then return 1; fi
  tries=$((tries + 1))
  say "No answer: asking again."
  pause
}

# Reads the state of the template; "none" where there is no template. "$errors" keeps an earlier failure.
look() {
  earlier=$(cat "$errors")
  result=0
  answer=$(call resource show --ids "$id" --api-version "$api" --output tsv --query "join('|', [
    not_null(properties.provisioningState, '-'), not_null(properties.lastRunStatus.runState, '-'),
    not_null(properties.lastRunStatus.runSubState, '-'), not_null(properties.lastRunStatus.startTime, '-')])") || result=$?
  if [ "$result" -eq 3 ]; then answer='none|-|-|-'; elif [ "$result" -ne 0 ]; then return "$result"; fi
  printf '%s\n' "$earlier" >"$errors"
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

wait_until_gone() {
  while find_template && [ "$provisioning" = Deleting ]; do
    if past; then stop 3 "The image template $template is not yet deleted."; fi
    pause
  done
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

keep_vhd() {
  if [ "$vhd_in_staging" = true ] && [ "$force" != yes ]; then
    stop 1 "A VHD lies in the staging group, and is deleted with the template: copy it, then use --force."
  fi
}

remove() {
  if ! call image builder delete --resource-group "$group" --name "$template" --output none; then
    find_template
    case $provisioning in
      none | Deleting) ;;
      *) failed "The image template $template cannot be deleted:" ;;
    esac
  fi
  wait_until_gone
}

check() {
  call account show --output none || failed "There is no login to the subscription $subscription:"
  call group show --name "$group" --output none || failed "The resource group $group cannot be read:"
  changes=$(call deployment group what-if --resource-group "$group" --name "$deployment" \
    --template-file "$here/azuredeploy.json" --parameters "@$here/azuredeploy.parameters.json" "$@") ||
    failed "The deployment would fail:"
  show "$changes"
}

lower() { tr '[:upper:]' '[:lower:]'; }
target_line() { printf '%s %s\n' "$1" "$2"; }

# True where the targets of the template go where those of the spec go.
same_targets() {
  there=$(field "properties.distribute[].join(' ', [runOutputName, not_null(galleryImageId, imageId, uri, '-')])" | lower)
  [ "$there" = "$(each_target target_line | lower)" ]
}

deployment_state() {
  call deployment group show --resource-group "$group" --name "$deployment" --output tsv \
    --query "join('|', [not_null(properties.correlationId, '-'), not_null(properties.provisioningState, '-')])" || echo '-|-'
}

deploy() {
  wait_until_gone
  if [ "$provisioning" != none ]; then
    if [ "$same_name_same_content" = true ] && [ "$provisioning" = Succeeded ] && same_targets; then
      say "The image template $template exists with this very content: nothing to deploy."
      say "Not compared is what the service could change in place (tags, regions, identity): for that, clean first."
      return 0
    fi
    if [ "$provisioning" = Failed ] && [ "$run" = - ]; then
      say "The image template $template was refused before, and never built: it is deleted."
    elif [ "$replace" != yes ]; then
      stop 1 "The image template $template exists, and image templates cannot be changed in place: use --replace, or clean first."
    elif [ "$run" = Running ] || [ "$run" = Canceling ]; then
      stop 1 "A build of $template is running: wait for it, or cancel it, before the template is replaced."
    else
      keep_vhd
      say "The image template $template is replaced."
    fi
    remove
  fi
  before=$(deployment_state)
  tries=1
  until call deployment group create --resource-group "$group" --name "$deployment" --output none \
    --template-file "$here/azuredeploy.json" --parameters "@$here/azuredeploy.parameters.json" "$@"; do
    # The answer may have been lost, and a repeated request refused because of the first: see what became of it.
    failure=$(cat "$errors")
    while :; do
      after=$(deployment_state)
      case ${after#*|} in Running | Accepted | Creating) ;; *) break ;; esac
      if past; then break; fi
      pause
    done
    printf '%s\n' "$failure" >"$errors"
    if [ "${after%%|*}" = "${before%%|*}" ]; then
      if again; then continue; fi
    elif [ "${after#*|}" = Succeeded ]; then
      break
    fi
    explain_refusal
    printf '%s\n' "$failure" >"$errors"
    case $failure in
      *[Nn]ot\ authorized* | *AuthorizationFailed*)
        say "New rights take some minutes to spread: deploy again, if they were just assigned." ;;
    esac
    failed "The deployment $deployment failed:"
  done
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
    sleep 1
    find_template
    if [ "$run" = Running ] || [ "$started" != "$before" ]; then break; fi
    again || failed "The build cannot be started:"
  done
  # Until the service tells of this build, it would tell of the one before.
  looks=0
  while find_template && [ "$run" != Running ] && [ "$started" = "$before" ] && [ "$looks" -lt 10 ]; do
    looks=$((looks + 1))
    pause
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
    pause
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
  case $run in
    Running | Canceling) stop 1 "A build of $template is running: wait for its end." ;;
    Failed | Canceled) stop 1 "The last build of $template has no outputs: $run." ;;
  esac
  all=
  count=0
  table='| Run output | Artifact |
| --- | --- |'
  each_target result
  publish artifacts "[$all]"
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then printf '\n%s\n' "$table" >>"$GITHUB_STEP_SUMMARY"; fi
  if [ -n "${TF_BUILD:-}" ]; then
    summary="${AGENT_TEMPDIRECTORY:-/tmp}/outputs-$deployment.md"
    printf '%s\n' "$table" >"$summary"
    printf '##vso[task.uploadsummary]%s\n' "$summary"
  fi
}

result() {
  # A JSON string: it needs no more quoting.
  artifact=$(call resource show --ids "$id/runOutputs/$1" --api-version "$api" --output json \
    --query 'properties.artifactId || properties.artifactUri') || failed "There is no run output $1:"
  count=$((count + 1))
  plain=${artifact#\"}
  plain=${plain%\"}
  say "$1:"
  show "$plain"
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
  find_template
  case $run in
    Running)
      tries=1
      until call image builder cancel --resource-group "$group" --name "$template" --output none; do
        find_template
        if [ "$run" != Running ]; then break; fi
        again || failed "The build cannot be cancelled:"
      done ;;
    Canceling) ;;
    *)
      say "No build of $template is running."
      return 0 ;;
  esac
  # The command comes back before the build has ended.
  while find_template && { [ "$run" = Running ] || [ "$run" = Canceling ]; }; do
    if past; then stop 3 "The build has not ended after $minutes minutes: $run."; fi
    pause
  done
  say "The build has ended: $run. Look for half-made images if it was distributing."
}

clean() {
  find_template
  case $provisioning/$run in
    none/*) say "There is no image template $template: nothing to delete." ;;
    */Running | */Canceling) stop 1 "A build of $template is running: wait for it, or cancel it." ;;
    *)
      keep_vhd
      remove
      say "The image template $template is deleted; what was distributed stays." ;;
  esac
  if [ "$vhd_in_staging" != true ] || [ "$force" = yes ]; then clean_staging; fi
}

# Deletes groups that the service made for the template, and that outlived it.
clean_staging() {
  outlived=$(call group list --tag "imageTemplateName=$template" --output tsv --query \
    "[?tags.createdBy && properties.provisioningState != 'Deleting'].join(' ', [name, tags.imageTemplateResourceGroupName])") || return 0
  while read -r staging of; do
    if [ -z "$staging" ] || [ "$of" != "$group" ]; then continue; fi
    say "The staging group $staging has outlived its template, and is deleted."
    call group delete --name "$staging" --yes --no-wait || failed "The staging group $staging cannot be deleted:"
  done <<EOF
$outlived
EOF
}

# Deletes the templates whose names differ by the hash of their contents alone.
clean_old() {
  if [ "$same_name_same_content" != true ]; then
    say "The name $template is not made of contents: there is no older template."
    return 0
  fi
  if [ "$vhd_in_staging" = true ] && [ "$force" != yes ]; then
    say "VHDs lie in the staging groups of older templates: these stay without --force."
    return 0
  fi
  newest=$template
  templates=$(call resource list --resource-group "$group" --query '[].name' --output tsv \
    --resource-type Microsoft.VirtualMachineImages/imageTemplates) || failed "The image templates cannot be listed:"
  for name in $templates; do
    hash=${name##*-}
    case $hash in *[!0-9a-f]*) continue ;; ????????) ;; *) continue ;; esac
    if [ "$name" != "$newest" ] && [ "$name" = "${newest%-*}-$hash" ]; then
      use_template "$name"
      find_template
      case $run in
        Running | Canceling) say "A build of $name is running: that template stays." ;;
        *) clean ;;
      esac
    fi
  done
}

use_template() {
  template=$1
  id="/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.VirtualMachineImages/imageTemplates/$template"
}

interrupted() {
  [ "$command" != wait ] || say "No longer watched. The build goes on: wait follows it again, cancel stops it."
  exit "$1"
}

command=
replace=
old=
force=
own_name=
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
    -n | --name) own_name=$2; shift 2 ;;
    -m | --minutes) own_minutes=$2; shift 2 ;;
    -i | --interval) interval=$2; shift 2 ;;
    --replace) replace=yes; shift ;;
    --old) old=yes; shift ;;
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
  check | deploy | run | wait | outputs | logs | cancel | clean) ;;
  '') usage_error "A command is missing" ;;
  *) usage_error "There is no command $command" ;;
esac
while read -r line; do
  if [ -n "$line" ]; then set -- "$line" "$@"; fi
done <<EOF
${AIBGEN_PARAMETERS:-}
EOF
for parameter in "$@"; do
  case $parameter in
    *=*) set_parameter "$parameter" ;;
    *) usage_error "$command takes no $parameter" ;;
  esac
done
need_parameters
case ${own_minutes:-0} in *[!0-9]*) usage_error "--minutes is no number: $own_minutes" ;; esac
case $interval in '' | *[!0-9]*) usage_error "--interval is no number: $interval" ;; esac
[ -n "$group" ] || usage_error "Say where: --resource-group, or AZURE_RESOURCE_GROUP"
command -v az >/dev/null || stop 1 "The Azure CLI (az) is not installed."

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
trap 'interrupted 130' INT
trap 'interrupted 143' TERM
case $subscription in
  ????????-????-????-????-????????????) ;;
  *)
    subscription=$(az account show ${subscription:+--subscription "$subscription"} --query id --output tsv \
      --only-show-errors 2>"$errors") || failed "There is no login, or none to that subscription:" ;;
esac
name_template
use_template "${own_name:-$template}"
case $command in cancel) minutes=10 ;; deploy | clean) minutes=60 ;; esac
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
  clean) if [ "$old" = yes ]; then clean_old; else clean; fi ;;
esac
