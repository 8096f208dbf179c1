#!/bin/sh
# What a person does who has just installed Optout, on a screen of their own. Says each thing that was seen.
set -eu
which=$1
export DISPLAY=:99 XDG_RUNTIME_DIR="$HOME/run" LANG=C.UTF-8
mkdir -p "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"

fail() { echo "✗ $1"; exit 1; }
until_so() {
    tries=0
    until eval "$1" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || { cat "$HOME/started" || :; fail "in two minutes it was never so: $1"; }
        sleep 0.2
    done
}

[ "$(id -u)" != 0 ] || fail "this is root"
Xvfb :99 -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
until_so 'xdotool getdisplaygeometry'

optout doctor || fail "doctor finds something wrong"

gio launch /usr/share/applications/optout-walk.desktop >"$HOME/started" 2>&1 &
until_so 'xdotool search --onlyvisible --name " – Optout"'
window=$(xdotool search --onlyvisible --name " – Optout" | head -1)
echo "the menu entry opens a window: $(xdotool getwindowname "$window")"
ps -eo user,args >"$HOME/processes"
if grep -q -e --no-sandbox "$HOME/processes"; then fail "the browser runs without its sandbox"; fi
grep -q -e '--type=zygote' "$HOME/processes" || fail "no sandboxed process of the browser is to be seen"
grep -q -e '^friend .*--type=renderer' "$HOME/processes" || fail "no page is shown"
echo "the browser runs as $(id -un), with its sandbox on"
xwd -root -silent >"$HOME/home-$which.xwd"
xdotool key --window "$window" ctrl+w || :  # the window may be gone before the keys are let go
until_so '! pgrep -f "^/opt/optout/optout|/usr/bin/optout home"'
echo "closing the window ends it"

mkdir -p "$HOME/.local/share/optout/flows"
chmod 700 "$HOME/.local/share/optout" "$HOME/.local/share/optout/flows"
cat >"$HOME/.local/share/optout/flows/trial-mine.yaml" <<'FLOW'
title: Example – my own flow
service: Example
covers: Nothing.
hosts: [example.com]
steps:
  - open: https://example.com/
FLOW

if [ "$which" = first ]; then
    optout practice --hands-free >"$HOME/practice" 2>&1 || { cat "$HOME/practice"; fail "practice did not end as it should"; }
    tail -3 "$HOME/practice"
fi
