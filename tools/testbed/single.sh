#!/bin/bash
# Runs one command in a throw-away namespace with a real router daemon (miniupnpd), gone when the command ends:
#   single.sh COMMAND...
# The command sees eth0, 192.168.70.1, whose default route leads to 192.168.70.254; the daemon answers there. Client and
# router are one host, so nothing is translated: for discovery, leases and errors only. testbed.sh does the rest.
set -euo pipefail
if [ -z "${VISION_IN_NAMESPACE:-}" ]; then
  exec env VISION_IN_NAMESPACE=1 unshare --net --pid --fork --kill-child --mount-proc "$0" "$@"
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
ip link set lo up
ip link add eth0 type veth peer name peer0
ip addr add 192.168.70.1/24 dev eth0
ip addr add 192.168.70.254/24 dev eth0
ip link set eth0 up
ip link set peer0 up
ip route add default via 192.168.70.254 dev eth0 src 192.168.70.1
ip link add wan0 type veth peer name wan1
ip addr add 203.0.113.1/24 dev wan0
ip link set wan0 up
nft -f - <<'RULES'
table inet filter {
  chain miniupnpd { }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
  chain forward { type filter hook forward priority 0; policy drop; jump miniupnpd; }
  chain prerouting { type nat hook prerouting priority -100; jump prerouting_miniupnpd; }
  chain postrouting { type nat hook postrouting priority 100; jump postrouting_miniupnpd; }
}
RULES
cat > "$dir/conf" <<'CONF'
ext_ifname=wan0
ext_ip=192.0.1.1
listening_ip=eth0
http_port=5555
ipv6_disable=yes
enable_natpmp=yes
secure_mode=yes
upnp_table_name=filter
upnp_nat_table_name=filter
uuid=00000000-0000-0000-0000-000000000001
allow 1024-65535 192.168.70.0/24 1024-65535
deny 0-65535 0.0.0.0/0 0-65535
CONF
miniupnpd -d -f "$dir/conf" -P "$dir/pid" >"$dir/log" 2>&1 &
for _ in $(seq 100); do
  ss -Hltn 'sport = :5555' | grep -q . && ip -o link show eth0 | grep -q 'state UP' && break
  sleep 0.05
done
"$@"
