#!/usr/bin/env bash
#
# Builds everything and runs every suite, three at a time; each shows what it prints when it has ended.
#
# The last line is "N passed, M failed", over all suites. The exit code is 0 only if N > 0 and M = 0.
# A skipped test counts as failed; so does, once, a suite that crashed or reported no counts.
#
# PostgreSQL, MariaDB, ZooKeeper and Python TaskFlow come from Debian's packages, which root has installed where they are missing;
# TASKFLOW_TEST_POSTGRES, TASKFLOW_TEST_MYSQL and TASKFLOW_TEST_ZOOKEEPER name servers elsewhere (CONTRIBUTING.md). What cannot be
# had is named, with the tests that need it and did not run.
#
# Where the Orleans packages, MySqlConnector or ZooKeeperNetEx cannot be had, the half that needs none of them (Orleans.TaskFlow.Core.slnf) is
# built and run alone, and the suites that did not run are named. Any other restore error is a failure.

set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
exec </dev/null

readonly solution=Orleans.TaskFlow.sln
readonly core_half=Orleans.TaskFlow.Core.slnf
readonly configuration=Release
readonly results=artifacts/test-results
readonly traces=tests/Traces/Data
readonly suite_timeout=30m
# What one suite leaves of the processors while it waits for servers and time-outs, others use.
readonly at_once=3
# One compiler for all projects, whatever this machine's settings say: to start one a project takes two minutes more. It ends with the build.
readonly compiler=taskflow-test-$$

# Packages that the core half has no use for, so that a package source may lack them.
readonly beyond_core='(Microsoft\.Orleans\.|(MySqlConnector|ZooKeeperNetEx)[ .])'

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Most processes here live for seconds: without a profile, and compiled again only where it is called often, their code takes a third less of a processor.
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=300
# A build server that outlives this script would keep its output open.
export MSBUILDDISABLENODEREUSE=1

passed=0
failed=0
rows=()      # suite|passed|failed|seconds, one a suite that ran
problems=()  # what failed without being a failed test
not_run=()   # suites left out, and why
missing=()   # what tests need and this machine has not
running=()   # process|how it is counted|suite|start, one a suite that has not ended

# --- Reporting --------------------------------------------------------------------------------------------------------

say() { printf '\n== %s\n' "$*"; }

# One failure that no test counted.
problem() {
    problems+=("$*")
    failed=$((failed + 1))
}

summary() {
    trap - EXIT
    end_compiler
    local row suite ok bad seconds line

    say "Summary"
    if ((${#rows[@]} > 0)); then
        printf '%-44s %8s %8s %8s\n' suite passed failed seconds
        for row in "${rows[@]}"; do
            IFS='|' read -r suite ok bad seconds <<<"$row"
            printf '%-44s %8d %8d %8d\n' "$suite" "$ok" "$bad" "$seconds"
        done
    fi
    if [[ ${TASKFLOW_FAULTS:-} != long ]]; then
        printf 'NOTE: the kill campaigns ran short; TASKFLOW_FAULTS=long runs them whole (CONTRIBUTING.md)\n'
    fi
    for line in "${not_run[@]+"${not_run[@]}"}"; do printf 'NOT RUN: %s\n' "$line"; done
    for line in "${problems[@]+"${problems[@]}"}"; do printf 'PROBLEM: %s\n' "$line"; done

    if ((passed == 0 && failed == 0)); then
        printf 'PROBLEM: no test ran\n'
        failed=1
    fi
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    if ((failed > 0)); then exit 1; else exit 0; fi
}

trap summary EXIT
# Ctrl-C reaches this script alone, for each suite has a process group of its own.
interrupted() {
    local suite signal

    trap '' INT TERM
    problem "interrupted"
    for signal in INT KILL; do
        for suite in "${running[@]+"${running[@]}"}"; do kill -s "$signal" -- "-${suite%%|*}" 2>/dev/null; done
        if [[ $signal == INT ]]; then sleep 3; fi
    done
    exit 1
}
trap interrupted INT TERM

# --- What there is to run -----------------------------------------------------------------------------------------------

# Paths of the projects in a solution, or in a part of one.
projects_of() { sed 's,\\\\*,/,g' "$1" | grep -oE '"[^"]+\.csproj"' | tr -d '"' | sort -u; }

in_core_half() { grep -qxF "$1" <<<"$(projects_of "$core_half")"; }

# The assembly that is built of a project.
assembly_of() {
    local framework
    framework=$(sed -n 's,.*<TargetFramework>\(.*\)</.*,\1,p' Directory.Build.props)
    printf '%s/bin/%s/%s/%s.dll' "$(dirname "$1")" "$configuration" "$framework" "$(basename "$1" .csproj)"
}

# Those of them that "dotnet test" can run.
test_projects_of() {
    local project
    projects_of "$1" | while read -r project; do
        if grep -qs 'Include="Microsoft.NET.Test.Sdk"' "$project"; then printf '%s\n' "$project"; fi
    done
}

# --- Restoring and building -------------------------------------------------------------------------------------------

# True if packages that the core half does not need could not be found, and nothing else is wrong, in this output of "dotnet restore".
#
# A source that has some of them, or another version, makes restore go on and complain of what follows from that: other
# versions taken, versions in conflict (NU16..), their dependencies not found. Such complaints are expected, but
# only beside such a package not found, only outside the core half, and not about another package that this repository
# names itself.
only_beyond_core_is_missing() {
    local errors other project package

    errors=$(grep -E '(^|: )error ' "$1" | grep -vE 'error NU110[123]: +- Found ')
    grep -qE 'error NU110[123]: Unable to find .*package '"$beyond_core" <<<"$errors" || return 1

    other=$(grep -vE 'error NU110[123]: Unable to find .*package '"$beyond_core" <<<"$errors")
    if grep -qvE '^$|error NU(110[123]|16[0-9][0-9]):' <<<"$other"; then return 1; fi
    while read -r package; do
        if grep -qF "Include=\"$package\"" Directory.Packages.props; then return 1; fi
    done < <(sed -nE 's/.*error NU110[123]: Unable to find .*package ([A-Za-z0-9._-]*[A-Za-z0-9]).*/\1/p' <<<"$other")
    for project in $(projects_of "$core_half"); do
        if grep -qF "/$project : error" <<<"$errors"; then return 1; fi
    done
}

restore() {
    local log=$results/restore.log

    say "Restoring $solution"
    if dotnet restore "$solution" >"$log" 2>&1; then
        target=$solution
    elif only_beyond_core_is_missing "$log"; then
        printf 'Packages that no package source here has:\n'
        grep -oE 'Unable to find .*package (Microsoft\.Orleans\.[A-Za-z.]*[A-Za-z]|MySqlConnector|ZooKeeperNetEx)' "$log" | sed 's/.* /  /' | sort -u
        printf 'Building and testing the half that needs none of them.\n'
        say "Restoring $core_half"
        target=$core_half
        if ! dotnet restore "$core_half" >"$log" 2>&1; then
            cat "$log"
            problem "restore of $core_half failed"
            exit 1
        fi
    else
        cat "$log"
        problem "restore of $solution failed"
        exit 1
    fi
}

build() {
    local log=$results/build.log

    say "Building $target"
    if dotnet build "$target" -c "$configuration" --no-restore -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" >"$log" 2>&1; then
        tail -n 5 "$log"
    else
        grep -E 'error|warning' "$log" | sort -u
        problem "build of $target failed"
        exit 1
    fi
    end_compiler
}

end_compiler() { pkill -f -- "-pipename:$compiler" 2>/dev/null; }

# --- What tests need besides packages ---------------------------------------------------------------------------------

# Starts every server once; notes those that are not to be had.
prepare() {
    local log=$results/servers.log name state why

    say "Servers"
    if ! dotnet "$(assembly_of tests/Servers/Prepare/Orleans.TaskFlow.Tests.Servers.Prepare.csproj)" >"$log" 2>&1; then
        cat "$log"
        problem "the servers for tests could not be prepared"
    fi
    while read -r name state why; do
        printf '%s %s\n' "$name" "$state"
        if [[ $state == missing ]]; then
            missing+=("$name")
            not_run+=("all that needs $name: $why")
        fi
    done < <(grep -E '^((own-)?(postgres|mysql|zookeeper)|small-disk|kubectl|python) (ready|missing)' "$log")
}

is_missing() {
    local name
    for name in "${missing[@]+"${missing[@]}"}"; do
        if [[ $name == "$1" ]]; then return 0; fi
    done
    return 1
}

# --- Running ----------------------------------------------------------------------------------------------------------

# Adds a suite that ended: name, passed, failed, seconds, exit code.
record() {
    local suite=$1 ok=$2 bad=$3 seconds=$4 code=$5

    if ((ok + bad == 0)); then
        problem "$suite: reported no tests (exit code $code)"
        bad=1
    elif ((code != 0 && bad == 0)); then
        problem "$suite: its $ok reported tests passed, but it ended with exit code $code"
        bad=1
    else
        failed=$((failed + bad))
    fi
    passed=$((passed + ok))
    rows+=("$suite|$ok|$bad|$seconds")
}

# A number from the <Counters> of a .trx file; 0 if it is not there.
counter() {
    local value
    value=$(grep -oE '<Counters [^>]*' "$1" 2>/dev/null | grep -oE " $2=\"[0-9]+\"" | grep -oE '[0-9]+' | head -n 1)
    printf '%d' "${value:-0}"
}

log_of() { printf '%s/%s.log' "$results" "${1//\//-}"; }

# Starts a suite once fewer than "at_once" run: how it is counted, its name, the command.
start() {
    local count=$1 suite=$2
    shift 2

    while ((${#running[@]} >= at_once)); do
        sleep 0.2
        reap
    done
    printf '%s begins\n' "$suite"
    # In a process group of its own, which can be ended as a whole.
    set -m
    {
        "$@"
        printf '%d' "$?" >"$(log_of "$suite").code"
    } >"$(log_of "$suite")" 2>&1 </dev/null &
    running+=("$!|$count|$suite|$SECONDS")
    set +m
}

# Shows and counts the suites that have ended.
reap() {
    local line process count suite start code
    local -a left=()

    for line in "${running[@]+"${running[@]}"}"; do
        IFS='|' read -r process count suite start <<<"$line"
        if kill -0 "$process" 2>/dev/null; then
            left+=("$line")
            continue
        fi
        wait "$process" 2>/dev/null
        code=$(cat "$(log_of "$suite").code" 2>/dev/null || printf '255')
        say "$suite"
        cat "$(log_of "$suite")"
        "$count" "$suite" "$((SECONDS - start))" "$code"
    done
    running=("${left[@]+"${left[@]}"}")
}

reap_all() {
    while ((${#running[@]} > 0)); do
        sleep 0.2
        reap
    done
}

start_tests() {
    local project=$1 name
    local -a filter=()

    for name in "${missing[@]+"${missing[@]}"}"; do filter+=("Needs!=$name"); done
    if ((${#filter[@]} > 0)); then filter=(--filter "$(IFS='&'; printf '%s' "${filter[*]}")"); fi

    # The assembly, not the project: nothing is left to be evaluated.
    start count_tests "$(dirname "$project")" dotnet test "$(assembly_of "$project")" "${filter[@]+"${filter[@]}"}" \
        --logger "console;verbosity=minimal" --logger "trx;LogFileName=$(trx_of "$(dirname "$project")")" --results-directory "$results" \
        --blame-hang-timeout "$suite_timeout" --blame-hang-dump-type none
}

trx_of() { printf '%s.trx' "${1//\//-}"; }

# Counts a suite of tests that ended: name, seconds, exit code.
count_tests() {
    local suite=$1 seconds=$2 code=$3 total ok

    total=$(counter "$results/$(trx_of "$suite")" total)
    ok=$(counter "$results/$(trx_of "$suite")" passed)
    if ((total == 0 && code == 0 && ${#missing[@]} > 0)); then
        not_run+=("$suite: all of it needs ${missing[*]}")
        return
    fi
    record "$suite" "$ok" "$((total - ok))" "$seconds" "$code"
}

# Starts a runner of the recorded traces: its project, and the backends, each as NAME or, where it takes a server, as NAME:SERVER.
start_traces() {
    local project=$1 suite backend
    local -a limit=() on=()
    suite=$(dirname "$project")
    shift
    if command -v timeout >/dev/null; then limit=(timeout --foreground --kill-after=10s "$suite_timeout"); fi

    for backend in "$@"; do
        if [[ $backend == *:* ]] && is_missing "${backend#*:}"; then
            not_run+=("$suite on ${backend%%:*}: needs ${backend#*:}")
        else
            on+=(--on "${backend%%:*}")
        fi
    done
    if ((${#on[@]} > 0)); then
        start count_traces "$suite" "${limit[@]+"${limit[@]}"}" dotnet "$(assembly_of "$project")" "$traces" "${on[@]}"
    fi
}

# Counts a runner of traces that ended: name, seconds, exit code.
count_traces() {
    local suite=$1 seconds=$2 code=$3 line ok=0 bad=0

    line=$(grep -v '^[[:space:]]*$' "$(log_of "$suite")" | tail -n 1 | tr -d '\r')
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        ok=$((10#${BASH_REMATCH[1]}))
        bad=$((10#${BASH_REMATCH[2]}))
    fi
    record "$suite" "$ok" "$bad" "$seconds" "$code"
}

# --- The run ----------------------------------------------------------------------------------------------------------

rm -rf "$results"
mkdir -p "$results"

target=
restore
build
prepare

say "Suites"
# The longest first: one that is begun last runs alone.
if [[ $target == "$solution" ]]; then
    while read -r project; do
        in_core_half "$project" || start_tests "$project"
    done < <(test_projects_of "$solution")
    start_traces tests/Traces/Cluster/Orleans.TaskFlow.Tests.Traces.Cluster.csproj \
        cluster cluster+sqlite cluster+postgres:postgres cluster+mysql:mysql cluster+zookeeper:zookeeper \
        cluster+sqlite+tables cluster+postgres+tables:postgres cluster+mysql+tables:mysql
    start_traces tests/Traces/MySql/Orleans.TaskFlow.Tests.Traces.MySql.csproj mysql:mysql
else
    reason="needs packages that no package source here has"
    while read -r project; do
        in_core_half "$project" || not_run+=("$(dirname "$project"): $reason")
    done < <(test_projects_of "$solution")
    not_run+=("tests/Traces on the other stores and on clusters: $reason")
fi

start_traces tests/Traces/Orleans.TaskFlow.Tests.Traces.csproj memory directory sqlite postgres:postgres zookeeper:zookeeper
while read -r project; do
    start_tests "$project"
done < <(test_projects_of "$core_half")
reap_all
