#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# slurm_batch.sh LACUNA_CLI MODELS — the array job of README.md on a cluster of this machine: a controller and two nodes on
# the loopback interface, one of which loses its power in the middle. Needs Debian's slurm-wlm and munge, ImageMagick, and
# root. Not part of the test suite: it starts services and takes some minutes.
set -euo pipefail
cli=$(realpath "$1")
models=$(realpath "$2")
readme=$(realpath "$(dirname "$0")/../../README.md")
work=$(mktemp -d)
host=$(hostname -s)
photos=24
services=()

# shellcheck disable=SC2329 # the trap calls it
clean_up() {
    status=$?
    for service in "${services[@]}"; do kill -9 "$service" 2> /dev/null || true; done
    wait 2> /dev/null || true
    if [ "$status" != 0 ]; then tail -n 40 "$work"/*.log "$work"/slurm-*.out 2> /dev/null || true; fi
    rm -rf "$work"
}
trap clean_up EXIT

# wait_for SECONDS WHAT COMMAND…: until the command succeeds.
wait_for() {
    local left=$(($1 * 2)) what=$2
    shift 2
    until "$@" > /dev/null 2>&1; do
        left=$((left - 1))
        if [ "$left" = 0 ]; then
            echo "waited in vain for $what"
            exit 1
        fi
        sleep 0.5
    done
}
say() { printf '%s %s\n' "$(date +%T)" "$*"; }
# results [FIND'S OPTIONS]: what there is by now, by name.
results() { (cd "$work/clean" && find . -type f ! -name 'lacuna-batch*' ! -path '*/.*' "$@" | sort); }

# A node is a namespace of processes: when its first one is killed, all that run in it are gone at once.
start_node() {
    unshare --pid --fork --kill-child --mount-proc \
        slurmd -D -N "$1" -f "$work/slurm.conf" > "$work/$1.log" 2>&1 &
    services+=($!)
    node=$!
}

chmod 755 "$work"
mkdir -p "$work"/{bin,clean,munge,scans/roll,spool-n1,spool-n2,state}
chmod 700 "$work/munge"
dd if=/dev/urandom of="$work/munge/key" bs=128 count=1 2> /dev/null
chmod 400 "$work/munge/key"
munged --foreground --force --key-file "$work/munge/key" --socket "$work/munge.socket" --pid-file "$work/munge/pid" \
    --log-file "$work/munge.log" --seed-file "$work/munge/seed" > "$work/munged.log" 2>&1 &
services+=($!)
wait_for 20 "munge" munge -n -S "$work/munge.socket"

cat > "$work/slurm.conf" << END
ClusterName=lacuna
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort=26817
AuthInfo=socket=$work/munge.socket,cred_expire=10
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool-%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
SlurmctldTimeout=10
SlurmdTimeout=6
ReturnToService=2
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2,bf_interval=2
SlurmdParameters=config_overrides
MailProg=/bin/true
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=26818 CPUs=1
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=26819 CPUs=1
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF=$work/slurm.conf
slurmctld -D -i -f "$SLURM_CONF" > "$work/slurmctld.log" 2>&1 &
services+=($!)
start_node n1
start_node n2
both_idle() { [ "$(sinfo -h -N -o '%N %t' | grep -c idle)" = 2 ]; }
wait_for 60 "two nodes" both_idle
say "$(slurmctld -V), nodes: $(sinfo -h -N -o '%N=%t' | xargs)"

folders=(roll/ "")
kinds=(jpg png png)
for ((i = 0; i < photos; ++i)); do
    name=${folders[i % 2]}$(printf 'scan%02d.%s' "$i" "${kinds[i % 3]}")
    convert -size 256x192 -seed "$i" plasma:tan-gray -attenuate 0.3 +noise Gaussian "$work/scans/$name"
done
(cd "$work/scans" && find . -type f | sort) > "$work/expected"

# The very script that the README shows.
awk '/^#!\/bin\/bash$/ { inside = 1 } /^```/ { inside = 0 } inside' "$readme" > "$work/restore.sh"
grep -q 'SLURM_ARRAY_TASK_ID' "$work/restore.sh"
ln -s "$cli" "$work/bin/lacuna-cli"
export PATH=$work/bin:$PATH LACUNA_MODEL_PATH=$models OMP_NUM_THREADS=1
cd "$work"
sbatch --array=1-4 --cpus-per-task=1 --output="$work/slurm-%a.out" "$work/restore.sh"

some_done() { [ "$(results | wc -l)" -ge 4 ]; }
wait_for 300 "the first results" some_done
is_busy() { squeue -h -w n2 -t running -o %i | grep -q .; }
wait_for 120 "work on the second node" is_busy
part=$(squeue -h -w n2 -t running -o %K)
say "$(results | wc -l) results; the second node loses its power while it works on part $part"
results -printf '%p %i %T@\n' > before
kill -9 "$(pgrep -P "$node")"
is_down() { sinfo -h -n n2 -o %t | grep -q down; }
wait_for 120 "the controller to notice" is_down
say "n2 is $(sinfo -h -n n2 -o %t); parts waiting or running: $(squeue -h -r -o '%K:%T' | xargs)"
start_node n2
all_over() { [ -z "$(squeue -h)" ]; }
wait_for 900 "all parts" all_over

results > made
diff expected made
results -printf '%p %i %T@\n' > after
if comm -23 before after | grep .; then
    echo "these were made again"
    exit 1
fi
while read -r result; do identify -regard-warnings "clean/$result" > /dev/null; done < made
starts=$(grep -ch '"event":"start"' "clean/lacuna-batch-$part-of-4.jsonl")
say "$(wc -l < made) of $photos results, each made once; part $part was begun $starts times"
[ "$starts" -ge 2 ]
