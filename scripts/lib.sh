# Shared by the scripts beside it; sourced from the checkout's root.
# shellcheck shell=sh

TOOLS=.tools
STAMPS=$TOOLS/stamps

say() { printf '%s\n' "$*"; }

# One sentence about what is missing, with the command that brings it.
missing() {
    printf 'levitiis: %s\n' "$*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The command that installs a package here: install_command APT_NAMES BREW_NAMES DNF_NAMES
install_command() {
    sudo=sudo
    [ "$(id -u)" -ne 0 ] || sudo=
    if has apt-get; then say "${sudo:+$sudo }apt-get install $1"
    elif has brew; then say "brew install $2"
    elif has dnf; then say "${sudo:+$sudo }dnf install $3"
    else say "your system's package manager ($1)"
    fi
}

# A fingerprint of files, or of all files below folders, that may be missing: one program for all of them.
fingerprint() {
    for path in "$@"; do
        [ ! -e "$path" ] || find "$path" -type f ! -path '*/node_modules/*' -print
    done | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
}

# done_before NAME FINGERPRINT: whether this step ended well with the same input.
done_before() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }

mark_done() {
    mkdir -p "$STAMPS"
    printf '%s\n' "$2" >"$STAMPS/$1"
}
