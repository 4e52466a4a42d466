#!/bin/bash
# Whole nodes in the test bed, against real router daemons:
#   two homes that know one public node, each with a neighbour who took port 7072 at the router, find each other over wires with
#   delay and loss, and answer each other at the ports that their routers gave them; what a start with a router costs is printed
#   beside one with --upnp off.
# Where root or a package is missing it says so and ends well: there is nothing to test then.
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
unshare --net true 2>/dev/null || skip "this machine allows no network namespaces"

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
stop() {
  kill -TERM "$pid"
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

two_homes() {
  local one two began
  echo "two homes that know one public node:"
  take_port h1b 192.168.71.1
  take_port h2b 192.168.72.1
  run wan public none --upnp off --p2p-listen 203.0.113.9:7072
  await_line public 'Local P2P address' >/dev/null
  run h1 one 203.0.113.9:7072
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
  for pid in "${pids[@]}"; do stop; done
  pids=()
}

fastest() { sort -n "$work/listening-$1" | head -n 1; }
listens_first() { sed -n 's/.*\(Local P2P address\|Attempting automatic\).*/\1/p' "$work/start-auto.log" | head -n 1 | grep -q Local; }
median() { sort -n | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : int((v[NR / 2] + v[NR / 2 + 1]) / 2)}'; }

start_costs() {
  local began listening round with without mapped
  if VISION_AOT=make VISION_AOT_FILE=$work/node.aot "$node" >/dev/null 2>&1 && [ -f "$work/node.aot" ]; then
    export VISION_AOT=on VISION_AOT_FILE=$work/node.aot
  fi
  for round in $(seq "$starts"); do
    for upnp in off auto; do
      began=$(millis)
      run h1 "start-$upnp" none --upnp $upnp
      listening=$(await_line "start-$upnp" 'Local P2P address')
      echo $((listening - began)) >>"$work/listening-$upnp"
      [ $upnp = off ] || echo $(($(await_line "start-$upnp" 'Peers are told 192.0.1.1:') - listening)) >>"$work/mapped"
      stop
    done
  done
  without=$(median <"$work/listening-off")
  with=$(median <"$work/listening-auto")
  mapped=$(median <"$work/mapped")
  echo "start to listening, medians of $starts: $without ms with --upnp off, $with ms with a router"
  echo "start to advertised mapping, median of $starts: $((with + mapped)) ms, $mapped ms of it after listening"
  check "a node listens before it asks the router" listens_first
  check "a router makes no start later, but for the noise of this machine" [ "$(fastest auto)" -le $(($(fastest off) * 3 / 2)) ]
  check "a mapping is advertised within 2 s of listening" [ "$mapped" -lt 2000 ]
}

TESTBED_WIRE="--delay 25 --loss 2" "$here/testbed.sh" up 2
two_homes
start_costs
[ $failed = 0 ] || { echo "$failed checks failed"; exit 1; }
