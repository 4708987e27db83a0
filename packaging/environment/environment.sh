# shellcheck shell=bash
# The environment Promptuary is built and run in: the host where it packages Qt 6.8 (Debian 13, Ubuntu 25.04 and newer),
# elsewhere a Debian 13 root in the user's cache, entered with bubblewrap. Sourced by ./dev; expects $source_dir, $log,
# and the functions say, fail and step.

package_list="$source_dir/packaging/packages.list"
cache_dir="${XDG_CACHE_HOME:-$HOME/.cache}/promptuary"

packages() { awk '$1 ~ /^(build|run|test)$/ {print $2}' "$package_list" | sort -u; }

# Succeeds where the distribution itself offers what the list names.
host_is_native() {
    local id='' version=''
    # shellcheck disable=SC1091
    [ -r /etc/os-release ] && { id=$(. /etc/os-release; echo "${ID:-}"); version=$(. /etc/os-release; echo "${VERSION_ID:-0}"); }
    case "$id" in
        debian) [ "${version%%.*}" -ge 13 ] 2>/dev/null ;;
        ubuntu) [ "${version%%.*}" -ge 26 ] 2>/dev/null || [ "$version" = 25.04 ] || [ "$version" = 25.10 ] ;;
        *) false ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else return 126; fi
}

# install_on_host PACKAGE…: with apt, saying what to do where that is not possible.
install_on_host() {
    command -v apt-get >/dev/null 2>&1 || fail "This machine has no apt-get. Install $* with its own package manager, then run ./dev again."
    local missing=() p
    for p in "$@"; do
        dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
    done
    [ ${#missing[@]} = 0 ] && return 0
    step "Installing ${#missing[@]} packages"
    {
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
    } >>"$log" 2>&1 && return 0
    explain_failure "Could not install ${missing[*]}." "Ask an administrator to run: apt-get install ${missing[*]}"
}

# explain_failure WHAT OTHERWISE: reads what this run logged for the usual causes and ends with one clear line.
explain_failure() {
    local last
    # ./dev begins each run with a line "== TIME ./dev …"; why an older one failed says nothing about this one.
    last=$(awk '/^== / {text = ""} {text = text $0 "\n"} END {printf "%s", text}' "$log" | tail -n 60)
    case "$last" in
        # The words of bwrap, unshare and mmdebstrap. A refusal may go on with "Permission denied" or "No space left on device".
        *"setting up uid map"*|*"setting up gid map"*|*"user namespace"*|*"new namespace"*|*"newuidmap"*|*"unshare("*|*"unshare failed"*|*"unshare syscall failed"*)
            refused_namespaces "$1" ;;
        *"No space left on device"*) fail "$1 The disk is full: free about 4 GB in $cache_dir and run ./dev again." ;;
        *"is not valid yet"*|*"not yet valid"*|*"is expired"*|*"certificate has expired"*)
            fail "$1 The package lists are of another time than this machine's, $(date -u '+%F %R') UTC: check its clock and run ./dev again." ;;
        *"Could not resolve"*|*"Temporary failure resolving"*|*"Failed to fetch"*|*"Could not connect"*|*"Connection timed out"*)
            fail "$1 The package server cannot be reached: check the network (or the proxy in apt's settings) and run ./dev again." ;;
        *"Operation not permitted"*) refused_namespaces "$1" ;;
        # What only installing needs; a folder that could not be read or removed is told by the log.
        *"lock file"*"Permission denied"*|*"are you root"*|*"not in the sudoers"*|*"may not run sudo"*|*"password is required"*)
            fail "$1 You have no right to do so. $2" ;;
        *) fail "$1 $2 The log says why: $log" ;;
    esac
}

refused_namespaces() {
    fail "$1 This machine refuses user namespaces: have an administrator set kernel.unprivileged_userns_clone=1 (Debian) or kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu)."
}

root_dir() {
    local hash
    hash=$({ packages; echo 'recipe 1'; } | sha256sum | cut -c1-12)
    echo "$cache_dir/debian13-$hash"
}

# Makes the Debian 13 root once; a root is complete where its folder has its final name.
make_root() {
    local root lock free_kb
    root=$(root_dir)
    [ -d "$root" ] && { write_identity; return 0; }
    mkdir -p "$cache_dir" || fail "Cannot make $cache_dir. Set XDG_CACHE_HOME to a folder you may write to."
    if [ "$(id -u)" = 0 ]; then install_on_host mmdebstrap bubblewrap; else install_on_host mmdebstrap bubblewrap uidmap; fi
    exec {lock}>"$cache_dir/lock"
    flock -n "$lock" || { say "Another ./dev is making the environment; waiting for it."; flock "$lock"; }
    if [ ! -d "$root" ]; then
        free_kb=$(df -Pk "$cache_dir" | awk 'NR==2 {print $4}')
        [ "$free_kb" -gt 3500000 ] || fail "The disk is full: the environment needs 3.5 GB in $cache_dir, and $((free_kb / 1024)) MB are free. Free some, or set XDG_CACHE_HOME to another disk."
        step "Making the Debian 13 environment, once (about two minutes)"
        # A root that an interruption left half made has the name .new and is made again.
        remove_tree "$root.new"
        watch_growth "$root.new" &
        local watcher=$! status=0
        mmdebstrap --variant=apt --include="$(packages | paste -sd,)" \
            --customize-hook='cd "$1/etc" && rm -f localtime resolv.conf && touch localtime resolv.conf hosts' trixie "$root.new" >>"$log" 2>&1 || status=$?
        kill "$watcher" 2>/dev/null; wait "$watcher" 2>/dev/null || true
        [ "$status" = 0 ] || { remove_tree "$root.new"; explain_failure "Could not make the Debian 13 environment." "Run ./dev again."; }
        rm -rf "$root.new"/var/cache/apt/archives/*.deb "$root.new"/var/lib/apt/lists/* 2>>"$log" || true
        mv "$root.new" "$root"
    fi
    flock -u "$lock"
    write_identity
}

# A root made by an unprivileged user holds files of mapped users, which only a user namespace may remove.
remove_tree() {
    [ -e "$1" ] || return 0
    rm -rf "$1" 2>/dev/null || mmdebstrap --unshare-helper rm -rf "$1" >>"$log" 2>&1
}

watch_growth() {
    local started=$SECONDS
    trap 'exit 0' TERM
    while :; do
        sleep 10 & wait $!
        say "  $((SECONDS - started)) s, $(du -sm "$1" 2>/dev/null | cut -f1) of about 2600 MB"
    done
}

# PostgreSQL and ssh want their user in passwd; the root is read-only and knows nobody.
write_identity() {
    local name home=$HOME
    name=$(id -un)
    [ "$(id -u)" = 0 ] && name=promptuary
    local passwd="$cache_dir/passwd" group="$cache_dir/group"
    printf 'root:x:0:0:root:/root:/bin/bash\n%s:x:1000:1000:%s:%s:/bin/bash\nnobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n' "$name" "$name" "$home" >"$passwd.$$"
    printf 'root:x:0:\n%s:x:1000:\nnogroup:x:65534:\n' "$name" >"$group.$$"
    mv "$passwd.$$" "$passwd"; mv "$group.$$" "$group"
}

# enter COMMAND…: runs a command in the environment, in place of this shell.
enter() {
    if host_is_native; then exec "$@"; fi
    local root system=() binds=() path here=$PWD
    root=$(root_dir)
    # Each folder of the root by itself rather than the root as a whole, so that mount points for the rest can be made.
    for path in usr etc var opt srv; do system+=(--ro-bind "$root/$path" "/$path"); done
    for path in bin sbin lib lib64; do system+=(--symlink "usr/$path" "/$path"); done
    for path in "$HOME" "$cache_dir" "$source_dir" /tmp "${TMPDIR:-}" "${XDG_RUNTIME_DIR:-}" "${XDG_DATA_HOME:-}" "${XDG_CONFIG_HOME:-}" "${XDG_STATE_HOME:-}" "${CCACHE_DIR:-}"; do
        [ -n "$path" ] && [ -d "$path" ] && binds+=(--bind "$path" "$path")
    done
    [ -d "$source_dir/../shared" ] && path=$(cd "$source_dir/../shared" && pwd) && binds+=(--ro-bind "$path" "$path")
    [ -d /media ] && binds+=(--bind /media /media)
    [ -d /mnt ] && binds+=(--bind /mnt /mnt)
    # Whatever else the user names on this machine is found as well, and what is made outside it fails rather than vanish.
    for path in /*/; do
        path=${path%/}
        [ -z "${own_folders_only:-}" ] || break
        case "$path" in /usr|/etc|/var|/opt|/srv|/bin|/sbin|/lib*|/dev|/proc|/sys|/run|/tmp|/mnt|/media|/boot|/lost+found|/snap|"$HOME") continue ;; esac
        [ -L "$path" ] || [ ! -r "$path" ] || binds=(--bind "$path" "$path" "${binds[@]}")
    done
    case "$here/" in "$HOME"/*|"$source_dir"/*|/tmp/*|/mnt/*|/media/*) ;; *) binds+=(--bind "$here" "$here") ;; esac
    exec bwrap "${system[@]}" --dev /dev --proc /proc --ro-bind /sys /sys --tmpfs /run "${binds[@]}" \
        --ro-bind "$cache_dir/passwd" /etc/passwd --ro-bind "$cache_dir/group" /etc/group \
        --ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/localtime /etc/localtime --ro-bind-try /etc/hosts /etc/hosts \
        --remount-ro / --unshare-user --uid 1000 --gid 1000 --die-with-parent --chdir "$here" "$@"
}

# Refuses early, with the reason, where bubblewrap cannot make its namespace here.
check_sandbox() {
    host_is_native && return 0
    command -v bwrap >/dev/null 2>&1 || install_on_host bubblewrap
    (enter true) >>"$log" 2>&1 && return 0
    # Some folder at the top of this machine may not be shared; without those it has to do.
    own_folders_only=yes
    (enter true) >>"$log" 2>&1 || explain_failure "Could not enter the Debian 13 environment." "Run ./dev again."
}

prepare_environment() {
    if host_is_native; then
        # shellcheck disable=SC2046
        install_on_host $(packages)
    else
        make_root
        check_sandbox
    fi
}
