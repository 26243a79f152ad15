# Licensed under the Apache License, Version 2.0 (the "License"); you may
# not use this file except in compliance with the License. You may obtain
# a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS, WITHOUT
# WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the
# License for the specific language governing permissions and limitations
# under the License.

"""Measures scenarios on request."""

import contextlib
import json
import sys
import time

from peer import engine_runs
from peer import flows
from peer import measuring
from peer import scenarios
from peer import stores

SETTING_UP = 1.0
"""Seconds of setting up after which a measurement does not set up again."""


class Bench:
    """Flows of one backend, and what was warmed up on them last."""

    def __init__(self, on, connection, atoms, flows):
        if on not in stores.STORES:
            raise ValueError("unknown backend: %r" % (on,))
        if atoms < 3 or flows < 1:
            raise ValueError("out of range: atoms or flows")
        self.key = (on, connection, atoms, flows)
        self._close = contextlib.ExitStack()
        self._flows = None
        self._warm = None

    def close(self):
        self._close.close()

    def run(self, scenario, seconds):
        """Measures one scenario and returns the answer."""
        if scenario not in scenarios.SCENARIOS:
            raise ValueError("unknown scenario: %r" % (scenario,))
        if not 0 < seconds <= 3600:
            raise ValueError("out of range: seconds")
        run = self._run_once if scenario == "ensure_atoms" else self._repeat
        operations, elapsed, failed = run(scenario, seconds)
        on, _, atoms, flows = self.key
        if failed:
            print("%s on %s: %d calls gave up" % (scenario, on, failed),
                  file=sys.stderr, flush=True)
        return {
            "on": on,
            "scenario": scenario,
            "atoms": atoms,
            "flows": flows,
            "per_s": round(operations / elapsed, 3),
            "operations": operations,
            "elapsed_s": round(elapsed, 6),
        }

    def _repeat(self, scenario, seconds):
        if self._flows is None:
            self._flows = self._close.enter_context(
                flows.open_flows(*self.key))
        if self._warm is None or self._warm[0] != scenario:
            prepare = scenarios.SCENARIOS[scenario]
            calls = [prepare(flow) for flow in self._flows]
            self._warm = scenario, calls, measuring.warm_up(calls)
        _, calls, batch = self._warm
        return measuring.measure(calls, batch, seconds)

    def _run_once(self, scenario, seconds):
        prepare = scenarios.SCENARIOS[scenario]
        operations = failed = 0
        elapsed = setting_up = 0.0
        while elapsed < seconds and setting_up < SETTING_UP:
            begin = time.perf_counter()
            with flows.open_flows(*self.key) as opened:
                calls = [prepare(flow) for flow in opened]
                setting_up += time.perf_counter() - begin
                done, spent, gave_up = measuring.measure(calls, 1, 0)
            operations += done
            elapsed += spent
            failed += gave_up
        return operations, elapsed, failed


def bench_for(scenario):
    """What measures a scenario: of an engine, or of a storage."""
    if scenario in engine_runs.SCENARIOS:
        return engine_runs.EngineBench
    return Bench


def run(on, scenario, connection=None, atoms=100, flows=1, seconds=1.0):
    """Measures one scenario on flows of its own and returns the answer."""
    bench = bench_for(scenario)(on, connection, atoms, flows)
    with contextlib.closing(bench):
        return bench.run(scenario, seconds)


def serve(lines):
    """Answers requests, a line each."""
    benches = {}
    with contextlib.ExitStack() as close:
        for line in lines:
            if not line.strip():
                continue
            try:
                request = {"connection": None, "atoms": 100, "flows": 1,
                           "seconds": 1.0, **json.loads(line)}
                make = bench_for(request["scenario"])
                key = make, *(request[name] for name in (
                    "on", "connection", "atoms", "flows"))
                if key not in benches:
                    benches[key] = make(*key[1:])
                    close.callback(benches[key].close)
                answer = benches[key].run(
                    request["scenario"], request["seconds"])
            except Exception as error:  # The next may do better.
                answer = {"error": "%s: %s" % (type(error).__name__, error),
                          "request": line.strip()}
            print(json.dumps(answer), flush=True)
