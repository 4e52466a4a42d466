#!/bin/bash
# Home networks on one machine: real NAT (nftables) and a real router daemon (miniupnpd: UPnP-IGD, NAT-PMP, PCP), in
# network namespaces that are linked to each other and to nothing else. Needs root and the Debian packages
#   iproute2 nftables miniupnpd-nftables python3
#
#   testbed.sh up [N]                      N homes (1) on one public network
#   testbed.sh second-gateway on|off       one more router in the first home, 192.168.71.254, public 192.0.1.99
#   testbed.sh daemon HOME start|stop|restart|crash   the router daemon of a home ("b": of the second gateway)
#   testbed.sh http HOME answer|drop       whether the router answers UPnP requests from the LAN
#   testbed.sh public HOME ADDRESS         another public address, as a provider gives one overnight
#   testbed.sh status
#   testbed.sh down
#
# Namespaces, each name with the prefix $TESTBED_PREFIX (vt):
#   wan    a host of the public network: 203.0.113.9, .10, .11
#   r1     router of home 1: LAN br-lan 192.168.71.1, WAN wan0 203.0.113.1 and the public address 192.0.1.1
#   h1     a host behind it, 192.168.71.2;  h1b  its neighbour, .3;   r2, h2, h2b: home 2, 192.168.72.x, and so on
# The public network has no route to a LAN, so only what a router translates gets there.
#
# Run a command in one with: nsenter --net=/run/netns/vth1 COMMAND (ip netns exec also hides other mounts).
#
# miniupnpd grants nothing while its outer address is private or of a documentation range, which is how "behind another
# NAT" is made (TESTBED_PUBLIC empty: error 501). 192.0.1.x is in none of its ranges and exists in here only.
#
# Read at every start of a daemon:
#   TESTBED_PUBLIC=192.0.1   the first three numbers of the public addresses; empty: none
#   TESTBED_UPNP=yes  TESTBED_NATPMP=yes (that is PCP too)  TESTBED_IGD1=no  TESTBED_CONF= more lines for miniupnpd.conf
# and by "up": TESTBED_WIRE="--delay 50 --loss 2"   every router's WAN cable is wire.py
set -euo pipefail
prefix=${TESTBED_PREFIX:-vt}
run=${TESTBED_RUN:-/run/vision-testbed/$prefix}
public=${TESTBED_PUBLIC-192.0.1}
here=$(cd "$(dirname "$0")" && pwd)

in_ns() { nsenter --net=/run/netns/"$prefix$1" "${@:2}"; }

make_ns() {
  local ns=$prefix$1
  ip netns add "$ns"
  ip -n "$ns" link set lo up
  in_ns "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
}

# Frames between two ports of a bridge shall not pass the forward chain of the router that owns it.
make_bridge() {
  in_ns "$1" sysctl -qw net.bridge.bridge-nf-call-iptables=0 2>/dev/null || true
  ip -n "$prefix$1" link add "$2" type bridge mcast_snooping 0 forward_delay 0
  ip -n "$prefix$1" link set "$2" up
}

# plug NS INTERFACE OTHER_NS BRIDGE PORT: a cable from an interface to a new port of a bridge.
plug() {
  ip link add "$2" netns "$prefix$1" type veth peer name "$5" netns "$prefix$3"
  ip -n "$prefix$3" link set "$5" master "$4" up
  ip -n "$prefix$1" link set "$2" up
}

# connect HOME: its WAN cable, straight or through wire.py.
connect() {
  local dir=$run/$1
  if [ -z "${TESTBED_WIRE:-}" ]; then
    plug "r$1" wan0 wan br-wan "w$1"
    return
  fi
  # shellcheck disable=SC2086  # several words on purpose
  python3 "$here/wire.py" "${prefix}r$1" wan0 "${prefix}wan" "w$1" $TESTBED_WIRE </dev/null >"$dir/wire.log" 2>&1 &
  echo $! > "$dir/wire.pid"
  for _ in $(seq 100); do grep -q READY "$dir/wire.log" && break; sleep 0.05; done
  ip -n "${prefix}wan" link set "w$1" master br-wan
}

# give_public HOME ADDRESS: the router gets it, the world and the other routers find it.
give_public() {
  local dir=$run/$1 other
  echo "$2" > "$dir/public"
  ip -n "${prefix}r$1" addr add "$2/32" dev wan0
  ip -n "${prefix}wan" route replace "$2/32" dev br-wan
  for other in "$run"/*/public; do
    other=$(basename "$(dirname "$other")")
    [ "$other" = "$1" ] && continue
    ip -n "${prefix}r$1" route replace "$(cat "$run/$other/public")/32" dev wan0
    ip -n "${prefix}r$other" route replace "$2/32" dev wan0
  done
}

# write_rules HOME: the rules of a router that has mapped nothing.
write_rules() {
  local nat=masquerade dir=$run/$1
  [ -s "$dir/public" ] && nat="snat ip to $(cat "$dir/public")"
  cat > "$dir/router.nft" <<RULES
table inet filter
delete table inet filter
table inet filter {
  chain miniupnpd { }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
  chain input {
    type filter hook input priority 0; policy accept;
    iifname "wan0" ct state new meta l4proto { tcp, udp } drop
  }
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iifname != "wan0" oifname "wan0" accept
    jump miniupnpd
  }
  chain prerouting { type nat hook prerouting priority -100; policy accept; jump prerouting_miniupnpd; }
  chain postrouting {
    type nat hook postrouting priority 100; policy accept;
    jump postrouting_miniupnpd
    oifname "wan0" $nat
  }
}
RULES
}

lan_of() { if [ "$1" = b ]; then echo 192.168.71; else echo "192.168.7$1"; fi; }

# start_daemon HOME: with rules and mappings of a router that was just switched on.
start_daemon() {
  local dir=$run/$1 interface=br-lan
  [ "$1" = b ] && interface=lan0
  write_rules "$1"
  in_ns "r$1" nft -f "$dir/router.nft"
  : > "$dir/leases"
  rm -f "$dir/miniupnpd.pid"   # a stale one makes it refuse to start
  {
    echo "ext_ifname=wan0"
    [ -z "$public" ] || echo "ext_ip=$(cat "$dir/public")"
    cat <<CONF
listening_ip=$interface
http_port=5555
ipv6_disable=yes
enable_upnp=${TESTBED_UPNP:-yes}
enable_natpmp=${TESTBED_NATPMP:-yes}
force_igd_desc_v1=${TESTBED_IGD1:-no}
secure_mode=yes
system_uptime=yes
notify_interval=60
min_lifetime=1
max_lifetime=86400
upnp_table_name=filter
upnp_nat_table_name=filter
lease_file=$dir/leases
uuid=00000000-0000-0000-0000-$(printf %012x "$(cksum <<<"$1" | cut -d' ' -f1)")
friendly_name=router $1
${TESTBED_CONF:-}
allow 1024-65535 $(lan_of "$1").0/24 1024-65535
deny 0-65535 0.0.0.0/0 0-65535
CONF
  } > "$dir/miniupnpd.conf"
  nsenter --net=/run/netns/"${prefix}r$1" \
    miniupnpd -d -f "$dir/miniupnpd.conf" -P "$dir/miniupnpd.pid" </dev/null >>"$dir/miniupnpd.log" 2>&1 &
  echo $! > "$dir/pid"   # nsenter becomes the daemon, so this is its own
}

# A zombie counts as gone: whoever is process 1 here may take a second to reap it.
is_running() { grep -q '^State:[[:space:]]*[^Z[:space:]]' "/proc/$1/status" 2>/dev/null; }

# stop_daemon HOME [SIGNAL]
stop_daemon() {
  local file=$run/$1/pid pid
  [ -s "$file" ] || return 0
  pid=$(cat "$file")
  rm -f "$file"
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = miniupnpd ] || return 0
  kill "-${2:-TERM}" "$pid"
  for _ in $(seq 100); do is_running "$pid" || return 0; sleep 0.02; done
  kill -KILL "$pid"
}

# make_router HOME NUMBER
make_router() {
  mkdir -p "$run/$1"
  make_ns "r$1"
  in_ns "r$1" sysctl -qw net.ipv4.ip_forward=1
  connect "$1"
  ip -n "${prefix}r$1" addr add "203.0.113.$2/24" dev wan0
  [ -z "$public" ] || give_public "$1" "$public.$2"
}

# make_host NAME HOME NUMBER
make_host() {
  make_ns "h$1"
  plug "h$1" eth0 "r$2" br-lan "p$1"
  ip -n "${prefix}h$1" addr add "$(lan_of "$2").$3/24" dev eth0
  ip -n "${prefix}h$1" route add default via "$(lan_of "$2").1"
}

# Waits until every cable is up and every daemon listens. A link is "up" for Java up to a second after it was set up.
await_ready() {
  local missing ns pid home
  for _ in $(seq 200); do
    missing=0
    for ns in $(ip netns list | cut -d' ' -f1 | grep "^$prefix"); do
      missing=$((missing + $(ip -n "$ns" -o link show | grep -v ' lo:' | grep -Evc 'state (UP|UNKNOWN)' || true)))
    done
    for pid in "$run"/*/pid; do
      [ -e "$pid" ] || continue
      home=$(basename "$(dirname "$pid")")
      is_running "$(cat "$pid")" || { tail -5 "$run/$home/miniupnpd.log" >&2; return 1; }
      in_ns "r$home" ss -Hlun 'sport = :5351 or sport = :1900' | grep -q . || missing=$((missing + 1))
    done
    [ "$missing" = 0 ] && return 0
    sleep 0.05
  done
  echo "the test bed does not get ready" >&2
  return 1
}

up() {
  mkdir -p "$run"
  make_ns wan
  make_bridge wan br-wan
  for number in 9 10 11; do ip -n "${prefix}wan" addr add "203.0.113.$number/24" dev br-wan; done
  for home in $(seq "$1"); do
    make_router "$home" "$home"
    make_bridge "r$home" br-lan
    ip -n "${prefix}r$home" addr add "$(lan_of "$home").1/24" dev br-lan
    make_host "$home" "$home" 2
    make_host "${home}b" "$home" 3
    start_daemon "$home"
  done
  await_ready
}

second_gateway() {
  if [ "$1" = off ]; then
    stop_daemon b
    ip netns del "${prefix}rb"
    rm -rf "$run/b"
    return
  fi
  make_router b 99
  plug rb lan0 r1 br-lan pb
  ip -n "${prefix}rb" addr add 192.168.71.254/24 dev lan0
  start_daemon b
  await_ready
}

change_public() {
  ip -n "${prefix}r$1" addr del "$(cat "$run/$1/public")/32" dev wan0
  ip -n "${prefix}wan" route del "$(cat "$run/$1/public")/32" dev br-wan
  give_public "$1" "$2"
}

down() {
  local file pid ns
  for file in "$run"/*/pid; do [ -e "$file" ] && stop_daemon "$(basename "$(dirname "$file")")"; done
  for file in "$run"/*/wire.pid; do
    [ -e "$file" ] || continue
    pid=$(cat "$file")
    if grep -qa wire.py "/proc/$pid/cmdline" 2>/dev/null; then kill "$pid"; fi
  done
  for ns in $(ip netns list | cut -d' ' -f1 | grep -E "^$prefix(wan|[hr][0-9b])"); do
    ip netns del "$ns"
  done
  rm -rf "$run"
}

case "${1:-}" in
  up)
    if ip netns list | grep -q "^${prefix}wan"; then echo "already up (prefix $prefix)" >&2; exit 1; fi
    trap down EXIT
    up "${2:-1}"
    trap - EXIT
    ;;
  second-gateway) second_gateway "$2" ;;
  daemon)
    case "$3" in
      start) start_daemon "$2"; await_ready ;;
      stop) stop_daemon "$2" ;;
      restart) stop_daemon "$2"; start_daemon "$2"; await_ready ;;
      crash) stop_daemon "$2" KILL ;;
      *) exit 2 ;;
    esac
    ;;
  http)
    in_ns "r$2" nft -f - <<<"table inet guard
      delete table inet guard"
    if [ "$3" = drop ]; then
      in_ns "r$2" nft -f - <<<'table inet guard {
        chain input {
          type filter hook input priority -10; policy accept;
          tcp dport 5555 drop
        }
      }'
    fi
    ;;
  public) change_public "$2" "$3" ;;
  status)
    ip netns list | grep "^$prefix" || true
    for file in "$run"/*/pid; do
      [ -e "$file" ] || continue
      home=$(basename "$(dirname "$file")")
      echo "router $home, daemon $(cat "$file")"
      in_ns "r$home" nft list ruleset | grep -E 'dnat|th dport' || true
    done
    ;;
  down) down ;;
  *)
    sed -n '2,13p' "$0"
    exit 2
    ;;
esac
