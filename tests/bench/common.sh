# Sourced by scripts/bench and scripts/eval-*: builds as users do (-O2), finds the data, prints tables.
# MERIDIAN_BENCH_BUILD names another build folder, MERIDIAN_DATA the folder of the evaluation data.
build=${MERIDIAN_BENCH_BUILD:-$PWD/build/bench}
data=${MERIDIAN_DATA:-${XDG_CACHE_HOME:-$HOME/.cache}/meridian-data}
export MERIDIAN_DATA_DIR=$PWD/data

# build_targets TARGET...: quiet unless it fails.
build_targets() {
  local log
  log=$(mktemp)
  if ! { cmake -S . -B "$build" -G Ninja -Wno-dev -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO='-O2 -g' -DMERIDIAN_TESTS=ON &&
         cmake --build "$build" --target "$@"; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    echo "$(basename "$0"): building failed; the whole output is in $log" >&2
    exit 1
  fi
  rm -f "$log"
  meridian=$build/cli/meridian
  bench=$build/tests/bench/meridian_bench
}

# Rows "name<TAB>value<TAB>unit" as a table.
rows() { awk -F '\t' '{ printf "  %-52s %14s  %s\n", $1, $2, $3 }'; }
# Any tab-separated lines as columns.
columns() {
  awk -F '\t' '{ for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) }; if (NF > most) most = NF; lines = NR }
    END { for (l = 1; l <= lines; l++) { line = " "; for (i = 1; i <= most; i++) line = line sprintf(i == 1 ? " %-*s" : "  %*s", width[i], cell[l, i]); print line } }'
}
machine() {
  printf '%s · %s · %s cores · %s GB\n' "$(date -u +%Y-%m-%d)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)"
}
