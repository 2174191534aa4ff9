#!/bin/sh
# `triage --version` says its name and version on one line.
said=$("$TRIAGE" --version) || exit 1
case $said in
"triage "[0-9]*) exit 0 ;;
esac
echo "--version said: $said"
exit 1
