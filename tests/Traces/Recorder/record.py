#!/usr/bin/python3
"""Draws flows at random, runs each several times on TaskFlow for Python, and prints what its runs agree on, as traces of the engine.

    record.py FIRST COUNT > FILE.jsonl      the flows FIRST to FIRST + COUNT - 1
"""

import collections
import json
import os
import signal
import sys

from flows import Drawing
from reference import Run, Unusable

RUNS = 5
SECONDS = 10

# What is equal as a whole or not at all.
WHOLE = ("results", "revert_results", "failures", "error", "flow_states", "fetch_all_missing")


class Hung(BaseException):
    """The reference did not come to an end."""


def ring(*_):
    raise Hung


def common(seen):
    """The part of several objects that is the same in all of them."""
    agreed = {}
    for key in set.intersection(*map(set, seen)):
        values = [run[key] for run in seen]
        if key == "fetch_all":
            agreed[key] = {symbol: value for symbol, value in values[0].items() if all(run.get(symbol, not value) == value for run in values)}
        elif key not in WHOLE and isinstance(values[0], dict) and all(isinstance(value, dict) for value in values):
            agreed[key] = common(values)
        elif all(json.dumps(value, sort_keys=True) == json.dumps(values[0], sort_keys=True) for value in values):
            agreed[key] = values[0]
    return agreed


def record(number):
    """A trace; None if the runs of the reference do not agree on how it ends."""
    drawing = Drawing(number)
    trace = drawing.trace
    first = Run(trace, trace["engine"], jitter=number + 1).expectation()
    if first["outcome"] != "error":
        drawing.interrupt(first["sequences"])
    seen = []
    for run in range(RUNS):
        # Threads, with tasks that take their time, show what is for the schedule to say.
        threads = run > 0 and not trace.get("suspend_after")
        seen.append(Run(trace, "parallel" if threads else "serial", jitter=number * RUNS + run if threads else 0).expectation())
    if len({run["outcome"] for run in seen}) > 1:
        return None
    trace["expect"] = common(seen)
    if trace["stop_after"]:
        leave_out_what_a_crash_does_again(trace["expect"], trace["stop_after"]["atom"])
    return trace


def leave_out_what_a_crash_does_again(expect, stopped):
    at_stop = expect["at_stop"].get("atoms", {})
    expect["at_stop"]["atoms"] = {name: state for name, state in at_stop.items() if name == stopped}
    for name, atom in expect.get("atoms", {}).items():
        if name != stopped:
            atom.pop("execute_calls", None)
            atom.pop("revert_calls", None)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    first, count = int(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGALRM, ring)
    outcomes = collections.Counter()
    for number in range(first, first + count):
        signal.alarm(SECONDS)
        try:
            trace = record(number)
            outcomes[trace["expect"]["outcome"] if trace else "without agreement"] += 1
            if trace:
                print(json.dumps(trace), flush=True)
        except Unusable:
            outcomes["raced"] += 1
        except Hung:
            outcomes["hung"] += 1
        finally:
            signal.alarm(0)
    print(dict(outcomes), file=sys.stderr)
    sys.stdout.flush()
    # Threads of engines that were left in their middle are not waited for.
    os._exit(0)


if __name__ == "__main__":
    main()
