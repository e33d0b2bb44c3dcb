#!/usr/bin/env bash
# Installs what building and testing need on Debian 12. Does nothing where it is all there. Usage: bash tests/setup.sh
set -euo pipefail

build_packages=(
  g++ cmake ninja-build pkg-config xz-utils
  libboost-dev libicu-dev libre2-dev libsimdjson-dev libtomlplusplus-dev libcli11-dev libcld2-dev
  zlib1g-dev libzstd-dev liblzma-dev libbz2-dev libssl-dev python3 python3-venv python3-dev
)
test_packages=(ccache libgtest-dev libbenchmark-dev clang libc++-dev libc++abi-dev libxml2-dev locales gdb valgrind binutils)

# A plugin in Rust tests that the ABI needs no C++; any rustc will do.
command -v rustc >/dev/null || test_packages+=(rustc)

packages=("${build_packages[@]}")
[ "${1:-}" = "build" ] || packages+=("${test_packages[@]}")
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  echo "installing: ${missing[*]}"
  sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# Output must not depend on the locale: Turkish has its own i, German its own decimal comma.
if [ "${1:-}" != "build" ]; then
  for name in tr_TR de_DE; do
    locale -a 2>/dev/null | grep -qi "^$name.utf" || $([ "$(id -u)" = 0 ] || echo sudo) localedef -i "$name" -f UTF-8 "$name.UTF-8"
  done
fi
