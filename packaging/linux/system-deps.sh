#!/usr/bin/env bash
# Installs, on Debian and its relatives, what the demo and the tests need beside Python; says what is missing elsewhere.
#   system-deps.sh           install what is missing (as root, or by sudo where it asks for no password)
#   system-deps.sh --list    print the packages
#   system-deps.sh --check   print what is missing; status 1 when something is
# No service is started.
set -euo pipefail

packages=(
  # what Qt's xcb platform loads
  libegl1 libgl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libx11-xcb1 libxkbcommon0 libxkbcommon-x11-0
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1
  # a screen that needs no screen, and a small window manager, so that focus and drags are real
  xvfb xauth openbox
  # Latin, Arabic and the other scripts of Noto, Japanese, emoji
  fonts-dejavu-core fonts-noto-core fonts-vlgothic fonts-noto-color-emoji
  # the customer's browser
  chromium chromium-driver
)

present() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Later Debians renamed some libraries (64-bit time): the name with t64 is as good.
missing=()
find_missing() {
  missing=()
  for name in "${packages[@]}"; do present "$name" || present "${name}t64" || missing+=("$name"); done
}

if [ "${1:-}" = --list ]; then printf '%s\n' "${packages[@]}"; exit 0; fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "system-deps: this is no Debian; what the program needs is called there:" >&2
  echo "  ${packages[*]}" >&2
  [ "${1:-}" = --check ] && exit 1
  exit 0
fi

find_missing
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "${1:-}" = --check ]; then printf '%s\n' "${missing[@]}"; exit 1; fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    echo "system-deps: missing, and not mine to install without root or a sudo that asks for no password:" >&2
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 0
  fi
fi

quiet() { "$@" >"$log" 2>&1 || { cat "$log" >&2; echo "system-deps: failed: $*" >&2; exit 1; }; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "system-deps: installing ${missing[*]}"
# A package that is configured while a policy says no starts no service; an existing policy is left as it is.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  "${as_root[@]}" sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy"
  trap '"${as_root[@]}" rm -f "$policy"; rm -f "$log"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
quiet "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
quiet "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
find_missing
if [ ${#missing[@]} -ne 0 ]; then echo "system-deps: still missing after the installation: ${missing[*]}" >&2; exit 1; fi
