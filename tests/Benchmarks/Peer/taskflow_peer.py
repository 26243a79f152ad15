#!/usr/bin/python3
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

"""The peer side of the benchmark: Python TaskFlow's own ``Storage``.

On Debian, with the system's Python::

    apt-get install python3-taskflow python3-sqlalchemy-utils python3-alembic
    /usr/bin/python3 taskflow_peer.py --list
    /usr/bin/python3 taskflow_peer.py --on sqlite --scenario save_small \\
        --atoms 100 --flows 1 --seconds 1

With ``--batch`` one process serves a whole run: each line of standard input
is a request, ``{"on", "connection", "scenario", "atoms", "flows", "seconds"}``,
of which all but ``on`` and ``scenario`` may be left out, and is answered by one line on
standard output, ``{"on", "scenario", "atoms", "flows", "per_s", "operations",
"elapsed_s"}``, or ``{"error", "request"}`` for a request that cannot be met.
Requests that agree in ``on``, ``atoms`` and ``flows`` share the flows, and those
that follow one another on them with the same ``scenario`` the warming up.
Without ``--batch`` one such line is printed. Remarks go to standard error.

What is measured

* A backend holds one log book of ``flows`` flows of ``atoms`` tasks each.
  ``memory`` is ``{"connection": "memory"}``; ``sqlite`` is a file in a fresh
  temporary directory; ``postgres`` and ``mysql`` are databases on a server, which
  ``connection`` names as SQLAlchemy does. All have TaskFlow's default settings: no option, pragma
  or pool is changed.
* Every flow has its own thread and its own ``Storage``, and all share the
  backend. A rate is of all flows together.
* Setting up, warming up and tearing down are not timed, nor is making the
  values that a call writes.
* The first 100 tasks of a flow, or all if it has fewer, provided a name each.
  The last 10 are those that are written to, in turn, in flows of any length:
  the question is what one atom costs among many. Each call writes what the
  atom does not have.
* A rate is the calls that returned, divided by the time until the last of them
  did. No new call starts once ``seconds`` have passed. A call that is still
  running well after that, as one is that TaskFlow retries after a pause of
  five seconds (on "database is locked"), is awaited but left out of the rate.
* ``ensure_atoms`` would change what it measures, as the flow grows by 100
  atoms a call. Each flow therefore takes one call, and the backend is then set
  up anew, until the calls have taken ``seconds``, or setting up has taken long.
"""

import argparse
import contextlib
import dataclasses
import itertools
import json
import shutil
import sys
import tempfile
import threading
import time
import uuid
import warnings

import tenacity

from taskflow import exceptions
from taskflow import states
from taskflow import storage
from taskflow import task
from taskflow.persistence import backends
from taskflow.persistence import models

ENSURED = 100
"""Atoms added by one call of ``ensure_atoms``."""

PROVIDING = 100
"""Atoms, the first ones, that provided a name each."""

WRITTEN = 10
"""Atoms, the last ones, that are written to; names that are injected."""

LARGE = 10 * 1024
"""Length of the string that ``save_10k`` saves."""

WARM_UP = 0.1
"""Seconds of untimed calls before a measurement, shared by the flows."""

SETTING_UP = 1.0
"""Seconds of setting up after which a measurement does not set up again."""

BATCH = 0.00005
"""Seconds of calls between two looks at the clock, if calls are that short."""

PATIENCE = 1.0
"""Seconds after the end within which a call, one of many, still counts."""

GAVE_UP = (exceptions.StorageFailure, tenacity.RetryError)
"""What a call raises whose write did not succeed, however often retried."""


class Step(task.Task):
    """A task to keep the details of; it is never run."""

    def execute(self):
        pass


class Flow:
    """One flow of the backend, and the storage opened on it."""

    def __init__(self, backend, detail, tasks):
        self.backend = backend
        self.uuid = detail.uuid
        self.names = [step.name for step in tasks]
        self.storage = storage.Storage(detail, backend=backend)
        self.storage.ensure_atoms(tasks)

    def reopen(self):
        """Reads the flow from the backend into a new storage."""
        with contextlib.closing(self.backend.get_connection()) as connection:
            detail = connection.get_flow_details(self.uuid)
        return storage.Storage(detail, backend=self.backend)


# Scenarios. Each function takes a flow and returns the call to repeat.


def ensure_atoms(flow):
    """Ensure 100 new atoms in one call."""
    added = make_tasks(ENSURED, prefix="added")
    return lambda: flow.storage.ensure_atoms(added)


def set_state(flow):
    """Set the state of an atom to one that it does not have."""
    turns = written(flow, [states.RUNNING, states.PENDING])
    write = flow.storage.set_atom_state

    def call():
        state, name = next(turns)
        write(name, state)
    return call


def save_small(flow):
    """Save a result of one number."""
    return save(flow, [{"n": 1}, {"n": 2}])


def save_10k(flow):
    """Save a result of a 10 KB string."""
    return save(flow, ["a" * LARGE, "b" * LARGE])


def save(flow, values):
    turns = written(flow, values)
    write = flow.storage.save

    def call():
        value, name = next(turns)
        write(name, value, states.SUCCESS)
    return call


def inject(flow):
    """Inject one persistent value, under a name that is injected already."""
    names = ["name-%d" % i for i in range(WRITTEN)]
    flow.storage.inject(dict.fromkeys(names))
    turns = itertools.cycle(
        [{name: value} for value in (1, 2) for name in names])
    write = flow.storage.inject
    return lambda: write(next(turns))


def fetch(flow):
    """Fetch the value of one name."""
    read = flow.storage.fetch
    assert read("x-0") == 0
    return lambda: read("x-0")


def fetch_mapped_args(flow):
    """Fetch two arguments, from a scope of two levels of one atom each."""
    wanted, name = {"a": "x-0", "b": "x-1"}, flow.names[2]
    scope = [[flow.names[1]], [flow.names[0]]]
    read = flow.storage.fetch_mapped_args

    def call():
        return read(wanted, atom_name=name, scope_walker=scope)
    assert call() == {"a": 0, "b": 1}
    return call


def fetch_all(flow):
    """Fetch every name, one of each atom that provided one."""
    assert len(flow.storage.fetch_all()) == min(PROVIDING, len(flow.names))
    return flow.storage.fetch_all


def reopen(flow):
    """Read the flow from the backend and build a storage on it."""
    assert flow.reopen().get_atom_state(flow.names[0]) == states.SUCCESS
    return flow.reopen


def get_state(flow):
    """Get the state of an atom."""
    names = itertools.cycle(flow.names[-WRITTEN:])
    read = flow.storage.get_atom_state
    return lambda: read(next(names))


def written(flow, values):
    """Pairs of a value and an atom, so that each write changes something."""
    return itertools.cycle(
        list(itertools.product(values, flow.names[-WRITTEN:])))


# Those that read come first: what the others write would change what is read.
SCENARIOS = {
    prepare.__name__: prepare for prepare in [
        fetch,
        fetch_mapped_args,
        fetch_all,
        get_state,
        reopen,
        set_state,
        save_small,
        save_10k,
        inject,
        ensure_atoms,
    ]
}

BACKENDS = {
    "memory": "memory",
    "sqlite": "sqlite:///{directory}/peer.db",
    "postgres": None,
    "mysql": None,
}


def make_tasks(count, providing=0, prefix="atom"):
    """Makes tasks, of which the first ones provide ``x-0``, ``x-1``, ..."""
    return [
        Step("%s-%d" % (prefix, i),
             provides="x-%d" % i if i < providing else None)
        for i in range(count)
    ]


def upgrade(connection, on):
    """Creates the tables, on a server from TaskFlow's own description of them.

    Debian's package has no migrations, without which ``upgrade`` does nothing.
    """
    if BACKENDS[on] is None:
        connection._metadata.create_all(bind=connection._engine)
    else:
        connection.upgrade()


@contextlib.contextmanager
def open_flows(on, connection, atoms, flows):
    """Sets up a backend of some flows; removes it at the end.

    The atoms that provided a name are written with the flow, the others are
    ensured by one call a flow: either is one transaction.
    """
    tasks = make_tasks(atoms, PROVIDING)
    directory = tempfile.mkdtemp(prefix="taskflow-peer-")
    try:
        backend = backends.fetch(
            {"connection": connection
                or BACKENDS[on].format(directory=directory)})
        with contextlib.closing(backend):
            book = models.LogBook("peer")
            for i in range(flows):
                detail = models.FlowDetail("flow-%d" % i, str(uuid.uuid4()))
                for value, step in enumerate(tasks[:PROVIDING]):
                    atom = models.TaskDetail(step.name, str(uuid.uuid4()))
                    atom.put(states.SUCCESS, value)
                    detail.add(atom)
                book.add(detail)
            with contextlib.closing(backend.get_connection()) as connection:
                upgrade(connection, on)
                connection.save_logbook(book)
            yield [Flow(backend, detail, tasks) for detail in book]
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@dataclasses.dataclass
class Tally:
    """What one thread did."""

    counted: int = 0    # Calls done before the end.
    late: int = 0       # Calls done by the first look at the clock after it.
    late_at: float = 0  # When that look was.
    failed: int = 0     # Calls that gave up, which are not counted.
    error: Exception = None  # What ended the thread, if not the clock.


def measure(calls, batch, seconds):
    """Repeats each call in a thread of its own, for some seconds.

    With no seconds each call is made once.

    :returns: the calls that returned, the seconds they took, the calls failed
    """
    begin = end = 0.0

    def open_gate():
        nonlocal begin, end
        begin = time.perf_counter()
        end = begin + seconds

    gate = threading.Barrier(len(calls), action=open_gate)
    tallies = [Tally() for _ in calls]

    def work(call, tally):
        gate.wait()
        try:
            repeat(call, tally)
        except Exception as error:
            tally.error = error

    def repeat(call, tally):
        clock = time.perf_counter
        while True:
            done = 0
            for _ in itertools.repeat(None, batch):
                try:
                    call()
                    done += 1
                except GAVE_UP:
                    tally.failed += 1
            now = clock()
            if now >= end:
                tally.late, tally.late_at = done, now
                return
            tally.counted += done

    threads = [threading.Thread(target=work, args=pair, daemon=True)
               for pair in zip(calls, tallies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for tally in tallies:
        if tally.error is not None:
            raise tally.error
    if seconds and len(calls) > 1:
        inside = [t for t in tallies if t.late_at <= end + PATIENCE]
    else:
        inside = tallies
    done = sum(t.counted for t in tallies) + sum(t.late for t in inside)
    stop = max((t.late_at for t in inside), default=end)
    return done, stop - begin, sum(t.failed for t in tallies)


def warm_up(calls):
    """Makes each call for a while; returns how many to make in a batch."""
    fastest = float("inf")
    for call in calls:
        done, begin = 0, time.perf_counter()
        while True:
            call()
            done += 1
            spent = time.perf_counter() - begin
            if spent >= WARM_UP / len(calls):
                break
        fastest = min(fastest, spent / done)
    return max(1, int(BATCH / fastest))


class Bench:
    """Flows of one backend, and what was warmed up on them last."""

    def __init__(self, on, connection, atoms, flows):
        if on not in BACKENDS:
            raise ValueError("unknown backend: %r" % (on,))
        if atoms < 3 or flows < 1:
            raise ValueError("out of range: atoms or flows")
        if BACKENDS[on] is None and not connection:
            raise ValueError("missing: connection")
        self.key = (on, connection, atoms, flows)
        self._close = contextlib.ExitStack()
        self._flows = None
        self._warm = None

    def close(self):
        self._close.close()

    def run(self, scenario, seconds):
        """Measures one scenario and returns the answer."""
        if scenario not in SCENARIOS:
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
            self._flows = self._close.enter_context(open_flows(*self.key))
        if self._warm is None or self._warm[0] != scenario:
            calls = [SCENARIOS[scenario](flow) for flow in self._flows]
            self._warm = scenario, calls, warm_up(calls)
        _, calls, batch = self._warm
        return measure(calls, batch, seconds)

    def _run_once(self, scenario, seconds):
        operations = failed = 0
        elapsed = setting_up = 0.0
        while elapsed < seconds and setting_up < SETTING_UP:
            begin = time.perf_counter()
            with open_flows(*self.key) as opened:
                calls = [SCENARIOS[scenario](flow) for flow in opened]
                setting_up += time.perf_counter() - begin
                done, spent, gave_up = measure(calls, 1, 0)
            operations += done
            elapsed += spent
            failed += gave_up
        return operations, elapsed, failed


def run(on, scenario, connection=None, atoms=100, flows=1, seconds=1.0):
    """Measures one scenario on flows of its own and returns the answer."""
    bench = Bench(on, connection, atoms, flows)
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
                request = {"connection": None, "atoms": 100, "flows": 1, "seconds": 1.0,
                           **json.loads(line)}
                key = tuple(request[name] for name in (
                    "on", "connection", "atoms", "flows"))
                if key not in benches:
                    benches[key] = Bench(*key)
                    close.callback(benches[key].close)
                answer = benches[key].run(
                    request["scenario"], request["seconds"])
            except Exception as error:  # Whatever it is, the next may do better.
                answer = {"error": "%s: %s" % (type(error).__name__, error),
                          "request": line.strip()}
            print(json.dumps(answer), flush=True)


def main():
    parser = argparse.ArgumentParser(
        description="Measures Python TaskFlow's Storage.")
    parser.add_argument("--list", action="store_true",
                        help="list the scenarios")
    parser.add_argument("--batch", action="store_true",
                        help="answer requests from standard input")
    parser.add_argument("--on", choices=BACKENDS, default="memory")
    parser.add_argument("--connection",
                        help="the server's database, as SQLAlchemy says it")
    parser.add_argument("--scenario", choices=SCENARIOS)
    parser.add_argument("--atoms", type=int, default=100)
    parser.add_argument("--flows", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0)
    options = parser.parse_args()
    # SQLAlchemy remarks on TaskFlow's use of it, which is not ours to change.
    warnings.simplefilter("ignore")
    if options.list:
        for name, prepare in SCENARIOS.items():
            print("%-18s %s" % (name, prepare.__doc__))
    elif options.batch:
        serve(sys.stdin)
    elif options.scenario:
        print(json.dumps(run(options.on, options.scenario,
                             options.connection, options.atoms,
                             options.flows, options.seconds)))
    else:
        parser.error("one of --scenario, --batch and --list is needed")


if __name__ == "__main__":
    main()
