#!/bin/bash
# Runs RouterTestbedTest against a real router daemon in namespaces (testbed.sh), and prints what it measured.
# The namespaces are seen by this run alone and end with it, however it ends. Where root or a package is missing it says so and ends
# well: there is nothing to test then.
#   tools/testbed/router-tests.sh [extra Maven arguments]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
skip() { echo "router tests skipped: $1"; exit 0; }
[ "$(id -u)" = 0 ] || skip "namespaces need root"
for tool in ip nft miniupnpd nsenter python3; do
  command -v "$tool" >/dev/null || skip "$tool is missing (apt-get install iproute2 nftables miniupnpd-nftables python3)"
done
mvn=mvn
[ ! -x "$root/mvnw" ] || mvn=$root/mvnw
cd "$root"
if [ -z "${VISION_TESTBED_INSIDE:-}" ]; then
  unshare --net --mount --pid --fork true 2>/dev/null || skip "this machine allows no namespaces"
  "$mvn" -q -pl vision-upnp -am test-compile "$@"
  exec env VISION_TESTBED_INSIDE=1 unshare --net --mount --pid --fork --kill-child --mount-proc "$here/router-tests.sh" "$@"
fi
mount -t tmpfs tmpfs /run

export TESTBED_PREFIX=${TESTBED_PREFIX:-vt}
trap '"$here/testbed.sh" down' EXIT
"$here/testbed.sh" up 1
# nsenter and not "ip netns exec": the tests switch routers on and off, and see namespaces that are made meanwhile.
VISION_TESTBED=$here/testbed.sh nsenter --net="/run/netns/${TESTBED_PREFIX}h1" \
  "$mvn" -o -q -pl vision-upnp -am test -Dtest=RouterTestbedTest -Dsurefire.failIfNoSpecifiedTests=false "$@"
