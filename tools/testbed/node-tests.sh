#!/bin/bash
# Whole nodes in the test bed, against real router daemons:
#   two homes that know one public node, each with a neighbour who took port 7072 at the router, find each other over wires with
#   delay and loss, and answer each other at the ports that their routers gave them; then one gets another public address. Whoever
#   follows the events of a node is told of its mapping each time. What a start with a router costs is printed beside one with
#   --upnp off, with the AOT cache of a second start and without.
# The namespaces are seen by this run alone and end with it, however it ends. Where root or a package is missing it says so and ends
# well: there is nothing to test then.
#   tools/testbed/node-tests.sh [STARTS]      VISION_NODE=PROGRAM runs another program
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
starts=${1:-3}
node=${VISION_NODE:-$root/vision-node-app/target/image/bin/vision-node}
skip() { echo "node tests skipped: $1"; exit 0; }
[ "$(id -u)" = 0 ] || skip "namespaces need root"
for tool in ip nft miniupnpd nsenter python3 curl; do
  command -v "$tool" >/dev/null || skip "$tool is missing (apt-get install iproute2 nftables miniupnpd-nftables python3 curl)"
done
if [ -z "${VISION_TESTBED_INSIDE:-}" ]; then
  unshare --net --mount --pid --fork true 2>/dev/null || skip "this machine allows no namespaces"
  exec env VISION_TESTBED_INSIDE=1 unshare --net --mount --pid --fork --kill-child --mount-proc "$0" "$@"
fi
mount -t tmpfs tmpfs /run

prefix=${TESTBED_PREFIX:-vn}
export TESTBED_PREFIX=$prefix
work=$(mktemp -d)
pids=()
failed=0
end() {
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  "$here/testbed.sh" down
  rm -rf "$work"
}
trap end EXIT

# No start makes a cache in the background.
export VISION_AOT=off
# Addresses of the test bed only, and nothing else is linked to it.
export VISION_DIAL_ONLY=192.168.0.0/16,192.0.1.0/24,203.0.113.0/24
export VISION_NETWORK=$work/testbed.json
cat >"$VISION_NETWORK" <<'PROFILE'
{"name": "testbed", "network_id": "testbed", "protocol_version": 2, "node_build": "v1.0.3", "node_version": 103,
 "chain_id": "7e57000000000000000000000000000000000000000000000000000000000001",
 "genesis_hash": "7e57000000000000000000000000000000000000000000000000000000000002",
 "public_ranges": ["192.0.1.0/24", "203.0.113.0/24"]}
PROFILE

in_ns() { nsenter --net=/run/netns/"$prefix$1" "${@:2}"; }
millis() { echo $(($(date +%s%N) / 1000000)); }
check() { # WHAT COMMAND...
  if "${@:2}"; then echo "  ok: $1"; else
    echo "  FAILED: $1"
    failed=$((failed + 1))
  fi
}

# Runs a node in a namespace; its log is $work/NAME.log, its pid $pid.
run() { # NAMESPACE NAME SEED [OPTION...]
  local ns=$1 name=$2 seed=$3
  shift 3
  rm -f "$work/$name.log"
  # Not through in_ns: the shell that runs a function would stand between us and the node.
  VISION_DATA_DIR=$work/$name VISION_SEEDS=$seed nsenter --net=/run/netns/"$prefix$ns" \
    "$node" run "$@" >"$work/$name.log" 2>&1 </dev/null &
  pid=$!
  pids+=("$pid")
}
# Shows what a node streams of itself, in $work/NAME.events.
follow() { # NAMESPACE NAME
  nsenter --net=/run/netns/"$prefix$1" "$node" events --follow --json >"$work/$2.events" 2>"$work/$2.follower" </dev/null &
  pids+=("$!")
}
# Whoever follows a node that stopped is gone already.
stop() {
  kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

# Waits until the log of a node has a line; prints when it was seen, in milliseconds.
await_line() { # NAME TEXT
  local limit=$((SECONDS + 60))
  until grep -q "$2" "$work/$1.log" 2>/dev/null; do
    if [ $SECONDS -ge $limit ]; then
      echo "$1 never says: $2" >&2
      tail -20 "$work/$1.log" >&2
      exit 1
    fi
    sleep 0.005
  done
  millis
}

# The port that a node says it advertises.
advertised_port() { # NAMESPACE
  in_ns "$1" curl -sf http://127.0.0.1:7070/p2p/reachability | sed -n 's/.*"advertised":"[0-9.]*:\([0-9]*\)".*/\1/p'
}

# A neighbour has the router forward its own port 7072 (NAT-PMP, RFC 6886).
take_port() { # NAMESPACE ROUTER
  in_ns "$1" python3 - "$2" <<'PYTHON'
import socket, struct, sys
router = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
router.settimeout(5)
router.sendto(struct.pack('!BBHHHI', 0, 2, 0, 7072, 7072, 3600), (sys.argv[1], 5351))
code, _, _, external = struct.unpack('!HIHH', router.recv(16)[2:12])
sys.exit(0 if code == 0 and external == 7072 else 'the router gave %d, code %d' % (external, code))
PYTHON
}

is_connected() { # NAMESPACE ADDRESS PORT
  in_ns "$1" curl -sf http://127.0.0.1:7070/p2p/peers |
    python3 -c 'import json, sys
rows = json.load(sys.stdin)["peers"]
sys.exit(not any((row["ip"], row["port"], row["state"]) == (sys.argv[1], int(sys.argv[2]), "Connected") for row in rows))' "$2" "$3"
}
await_connected() { # NAMESPACE ADDRESS PORT
  local limit=$((SECONDS + 60))
  until is_connected "$@"; do
    [ $SECONDS -lt $limit ] || return 1
    sleep 0.2
  done
}
answers() { in_ns "$1" "$node" ping "$2:$3" >"$work/ping.log" 2>&1 && grep -q "Port for peers  *$3" "$work/ping.log"; }
other() { [ -n "$1" ] && [ "$1" != 7072 ]; }

# Whether whoever follows a node is told that the router sends ADDRESS to it.
streamed() { # NAME ADDRESS
  local limit=$((SECONDS + 20))
  until grep '"kind":"mapping"' "$work/$1.events" | grep -qF "\"address\":\"$2\""; do
    [ $SECONDS -lt $limit ] || return 1
    sleep 0.1
  done
}

two_homes() {
  local one two began
  echo "two homes that know one public node:"
  take_port h1b 192.168.71.1
  take_port h2b 192.168.72.1
  run wan public none --upnp off --p2p-listen 203.0.113.9:7072
  await_line public 'Local P2P address' >/dev/null
  run h1 one 203.0.113.9:7072
  await_line one 'Local P2P address' >/dev/null
  follow h1 one
  run h2 two 203.0.113.9:7072
  await_line one 'Peers are told 192.0.1.1:' >/dev/null
  await_line two 'Peers are told 192.0.1.2:' >/dev/null
  began=$(millis)
  one=$(advertised_port h1)
  two=$(advertised_port h2)
  check "node one listens on 7072 and advertises 192.0.1.1:$one" other "$one"
  check "node two listens on 7072 and advertises 192.0.1.2:$two" other "$two"
  check "node one is connected to node two at the port of its router" await_connected h1 192.0.1.2 "$two"
  check "node two is connected to node one at the port of its router" await_connected h2 192.0.1.1 "$one"
  echo "  both mapped to connected: $(($(millis) - began)) ms"
  check "node one gets an answer at 192.0.1.2:$two" answers h1 192.0.1.2 "$two"
  check "node two gets an answer at 192.0.1.1:$one" answers h2 192.0.1.1 "$one"
  await_line one 'dialled us back at 192.0.1.1:.* and got through' >/dev/null
  await_line two 'dialled us back at 192.0.1.2:.* and got through' >/dev/null
  echo "  ok: both were dialled back at those ports"
  check "whoever follows node one is told of its mapping" streamed one "192.0.1.1:$one"
  another_address
  for pid in "${pids[@]}"; do stop; done
  pids=()
  check "a node that is stopped has its mapping taken back" grep -q 'is no longer forwarded' "$work/two.log"
  check "and is gone within 2 s" stopped_quickly two
}

stopped_quickly() { # NAME
  local took
  took=$(sed -n 's/.*Stopped in \([0-9]*\) ms.*/\1/p' "$work/$1.log")
  [ "${took:-9999}" -lt 2000 ]
}

# As a provider gives one overnight; nobody tells the node.
another_address() {
  local began
  "$here/testbed.sh" public 1 192.0.1.77
  "$here/testbed.sh" daemon 1 restart
  began=$(millis)
  await_line one 'Peers are told 192.0.1.77:' >/dev/null
  echo "  another public address to told peers: $(($(millis) - began)) ms"
  check "whoever follows node one is told of the new one" streamed one "192.0.1.77:$(advertised_port h1)"
  "$here/testbed.sh" public 1 192.0.1.1
  "$here/testbed.sh" daemon 1 restart
}

# Whether others keep the processors of this machine from us.
is_busy() { [ "$(cut -d. -f1 /proc/loadavg)" -ge $((2 * $(nproc))) ]; }
fastest() { sort -n "$work/listening-$1" | head -n 1; }
listens_first() { sed -n 's/.*\(Local P2P address\|Attempting automatic\).*/\1/p' "$work/start-auto.log" | head -n 1 | grep -q Local; }
median() { sort -n | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : int((v[NR / 2] + v[NR / 2 + 1]) / 2)}'; }

# Starts a node and stops it; keeps how long it took to listen and, with a router, to advertise its mapping.
one_start() { # CACHE UPNP
  local began listening
  began=$(millis)
  VISION_AOT=$1 run h1 "start-$2" none --upnp "$2"
  listening=$(await_line "start-$2" 'Local P2P address')
  echo $((listening - began)) >>"$work/listening-$2-$1"
  if [ "$2" = auto ]; then
    echo $(($(await_line start-auto 'Peers are told 192.0.1.1:') - began)) >>"$work/mapped-$1"
  fi
  stop
}

start_costs() {
  local without with mapped
  export VISION_AOT_FILE=$work/node.aot
  VISION_AOT=make "$node" >/dev/null
  for _ in $(seq "$starts"); do
    one_start on off
    one_start on auto
    one_start off auto
  done
  without=$(median <"$work/listening-off-on")
  with=$(median <"$work/listening-auto-on")
  mapped=$(median <"$work/mapped-on")
  echo "start to listening, medians of $starts: $without ms with --upnp off, $with ms with a router"
  echo "start to advertised mapping, medians of $starts: $mapped ms, without the AOT cache $(median <"$work/mapped-off") ms"
  check "a node listens before it asks the router" listens_first
  check "a router makes no start later, but for the noise of this machine" [ "$(fastest auto-on)" -le $(($(fastest off-on) * 3 / 2)) ]
  if is_busy; then
    echo "  this machine has more to do than to start a node: whether that was under 2 s is not judged"
  else
    check "a mapping is advertised within 2 s of the start" [ "$mapped" -lt 2000 ]
  fi
}

TESTBED_WIRE="--delay 25 --loss 2" "$here/testbed.sh" up 2
two_homes
start_costs
[ $failed = 0 ] || { echo "$failed checks failed"; exit 1; }
