#!/bin/sh
# From nothing to a finished, signed return, as a person does it in a terminal. Usage: first_return.sh SAMPLES
set -eu
samples=${1:-resources/demo}
s11desk topics >/dev/null
audit=$(s11desk new wscp-early-help-2023 --agency "Riverside Community Trust" 2>/dev/null)
s11desk answer "$audit" "$samples/answers.json" >/dev/null 2>&1
s11desk attach "$audit" case-study "$samples/good-practice-example.pdf" >/dev/null 2>&1
s11desk attach "$audit" family-toolbox "$samples/toolbox-display.jpg" >/dev/null 2>&1
s11desk check "$audit" >/dev/null
s11desk report "$audit" plan.docx --action-plan >/dev/null
s11desk identity create --name "Sam Sample" --job-title "Safeguarding lead" \
    --organisation "Riverside Community Trust" --email sam@riverside.example >/dev/null 2>&1
file=$(s11desk export "$audit" returned 2>/dev/null)
s11desk verify "$file" >/dev/null || [ $? = 4 ] # nobody has confirmed yet who Sam is
echo "from nothing to a finished return: $(basename "$file"), verified"
