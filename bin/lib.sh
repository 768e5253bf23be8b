# What bin/run and bin/test share. Sourced, not run.

die() {
  printf '✘ %s\n' "$1" >&2
  exit 1
}

# The newest JDK from 17 on, among JAVA_HOME, /usr/lib/jvm and the PATH; prints its home.
newest_jdk() {
  local best='' best_version=0 home version
  local on_path=''
  command -v javac >/dev/null 2>&1 && on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -x "$home/bin/javac" ] || continue
    version=$("$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    if [ -n "$version" ] && [ "$version" -gt "$best_version" ]; then
      best=$home
      best_version=$version
    fi
  done
  [ "$best_version" -ge 17 ] || die '需要 JDK 17 或更新的版本。请安装后重试，或者用 JAVA_HOME 指出它在哪里。'
  printf '%s\n' "$best"
}

# JDK 17 compiles and tests; any newer one does too.
build_jdk() {
  local version
  if command -v javac >/dev/null 2>&1; then
    version=$(javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge 17 ] && { dirname "$(dirname "$(readlink -f "$(command -v javac)")")"; return; }
  fi
  newest_jdk
}

need_node() {
  local version
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || die '需要 Node.js 20 或更新的版本（连同 npm）。请安装后重试。'
  version=$(node -p 'process.versions.node.split(".")[0]')
  [ "$version" -ge 20 ] || die "Node.js 的版本是 $version，需要 20 或更新的版本。"
}

