# Sourced by the commands beside it: brings Python, uv and the locked libraries into the checkout.
# Everything lies in .tools/ and .venv/; where packages come from is what pip and uv are configured to on this machine.

uv_version=0.13.9
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
python=$home/.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

is_new_enough() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 13))' >/dev/null 2>&1; }

# Prints a Python of 3.13 or later: on the path, or among those that pyenv keeps.
find_python() {
    for candidate in python3.13 python3.14 python3 python \
        "${PYENV_ROOT:-${HOME:-/root}/.pyenv}"/versions/3.1[3-9]*/bin/python3 \
        /usr/local/bin/python3 /opt/*/bin/python3; do
        found=$(command -v "$candidate" 2>/dev/null) || continue
        is_new_enough "$found" && printf '%s\n' "$found" && return 0
    done
    return 1
}

# Prints any Python 3 that can make an environment: uv can run on it and fetch a newer one.
find_any_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python \
        "${PYENV_ROOT:-${HOME:-/root}/.pyenv}"/versions/3.*/bin/python3; do
        found=$(command -v "$candidate" 2>/dev/null) || continue
        "$found" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 || continue
        printf '%s\n' "$found" && return 0
    done
    return 1
}

is_right_uv() { [ "$("$1" --version 2>/dev/null | cut -d' ' -f2)" = "$uv_version" ]; }

# Sets $uv. One on the path is as good as our own when it is the same.
get_uv() {
    uv=$home/.tools/bin/uv
    is_right_uv "$uv" && return 0
    uv=$(command -v uv 2>/dev/null) && is_right_uv "$uv" && return 0
    base=$(find_python || find_any_python) || {
        say "Myelin needs Python 3.13 or later, with its venv module. Please install it and run this again."
        exit 1
    }
    say "Fetching uv $uv_version …"
    # Made aside and moved, so that two first starts in one checkout do not disturb each other.
    fresh=$home/.tools.$$
    "$base" -m venv "$fresh" &&
        "$fresh/bin/python" -m pip install -qq --disable-pip-version-check "uv==$uv_version" || {
        rm -rf "$fresh"
        say "uv could not be installed; what pip said stands above."
        exit 1
    }
    rm -rf "$home/.tools" && mv "$fresh" "$home/.tools" || rm -rf "$fresh"
    uv=$home/.tools/bin/uv
}

# sync runtime|all: installs what uv.lock says, unless that has been done since it last changed.
# --inexact: `bin/up` leaves in place what `bin/test` has added.
sync() {
    wanted=$1
    is_synced all && return 0
    [ "$wanted" = runtime ] && is_synced runtime && return 0
    get_uv
    set -- sync --project "$home" --frozen --inexact --quiet
    [ "$wanted" = all ] || set -- "$@" --no-dev
    if chosen=$(find_python); then
        set -- "$@" --python "$chosen"
        mend="The libraries could not be installed; what uv said stands above."
    else
        say "There is no Python 3.13 or later here; uv tries to fetch one."
        mend="Myelin needs Python 3.13 or later. Please install it and run this again."
    fi
    say "Installing the locked libraries …"
    UV_PROJECT_ENVIRONMENT=$home/.venv "$uv" "$@" || {
        say "$mend"
        exit 1
    }
    state >"$home/.venv/.synced-$wanted"
}

state() { printf '%s\n' "$home" && cat "$home/uv.lock"; }

is_synced() { [ -x "$python" ] && state | cmp -s - "$home/.venv/.synced-$1"; }
