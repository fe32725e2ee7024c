#!/usr/bin/env bash
# Proves set-up where nothing is: a fresh minimal Debian with python3 alone, this checkout in a folder
# with a space, both commands of the README. As root, with debootstrap.
#   packaging/prove_in_bare_root.sh [bookworm|trixie] [extra Debian packages, such as python3-pip]
set -euo pipefail
suite=${1:-bookworm}
shift || true
top=$(cd "$(dirname "$0")/.." && pwd)
root=$(mktemp -d)
chmod 755 "$root"  # otherwise nobody but root could pass "/" in there
cleanup() { umount "$root/dev" "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root"; }
trap cleanup EXIT

debootstrap --variant=minbase "$suite" "$root" >/dev/null
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
keep=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8)
[ -z "${HTTPS_PROXY:-}" ] || keep+=("HTTPS_PROXY=$HTTPS_PROXY")
[ -z "${PIP_INDEX_URL:-}" ] || keep+=("PIP_INDEX_URL=$PIP_INDEX_URL")
if [ -n "${PIP_CERT:-}" ]; then
  cp "$PIP_CERT" "$root/etc/index-certificate.crt"
  keep+=(PIP_CERT=/etc/index-certificate.crt)
fi
inside() { chroot "$root" env -i "${keep[@]}" "$@"; }

inside env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 $*" >/dev/null
mkdir -p "$root/srv/case audit"
git -C "$top" archive HEAD | tar -x -C "$root/srv/case audit"

run() {
  local begun=$SECONDS code=0
  inside sh -c "cd '/srv/case audit' && python3 main.py $1" || code=$?
  echo "== $suite ${*:2}: python3 main.py $1: exit $code after $((SECONDS - begun)) s"
  [ "$code" -eq 0 ]
}
run "" "first run"
run "" "second run"
run test "tests"
