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

"""Runs of Python TaskFlow's engine, each on a flow of its own.

A run is ``engine.run()``, which compiles, prepares, validates and runs a flow
of tasks that do nothing; a flow that is resumed is read from its backend
first. Making the flow, saving its log book and whatever is done before is not
timed. A rate is of tasks: those that were executed, or reverted.
"""

import contextlib
import functools
import shutil
import tempfile
import time
import uuid

from taskflow import engines
from taskflow import states
from taskflow import task
from taskflow.patterns import linear_flow
from taskflow.patterns import unordered_flow
from taskflow.persistence import backends
from taskflow.persistence import models

from peer import measuring
from peer import stores

WORKERS = 2
"""Threads of the parallel engine, for a machine of two processors."""


class Nothing(task.Task):
    def execute(self):
        pass


class Failing(task.Task):
    def execute(self):
        raise ExpectedError()


class ExpectedError(Exception):
    """What makes a flow revert."""


class Run:
    """A flow to be run once."""

    def __init__(self, backend, flow, done, options):
        self._backend = backend
        self._flow = flow
        self._options = options
        self._book = models.LogBook("peer")
        self._detail = models.FlowDetail("flow", str(uuid.uuid4()))
        self._book.add(self._detail)
        self._reads = done > 0
        if done:
            self._detail.state = states.SUSPENDED
            for step in list(flow)[:done]:
                atom = models.TaskDetail(step.name, str(uuid.uuid4()))
                atom.intention = states.EXECUTE
                atom.put(states.SUCCESS, None)
                self._detail.add(atom)
        with contextlib.closing(backend.get_connection()) as connection:
            connection.save_logbook(self._book)

    def __call__(self):
        detail = self._detail
        if self._reads:
            with contextlib.closing(
                    self._backend.get_connection()) as connection:
                detail = connection.get_flow_details(detail.uuid)
        engine = engines.load(
            self._flow, flow_detail=detail, book=self._book,
            backend=self._backend, **self._options)
        try:
            engine.run()
        except ExpectedError:
            assert engine.storage.get_flow_state() == states.REVERTED
        else:
            assert engine.storage.get_flow_state() == states.SUCCESS


def make(pattern, atoms, last=Nothing):
    flow = pattern.Flow("flow")
    flow.add(*[Nothing("task-%d" % i) for i in range(atoms - 1)])
    flow.add(last("task-%d" % (atoms - 1)))
    return flow


def run(pattern, engine, backend, atoms):
    options = {"engine": engine}
    if engine == "parallel":
        options.update(executor="threaded", max_workers=WORKERS)
    return Run(backend, make(pattern, atoms), 0, options), atoms


def resume(backend, atoms):
    done = atoms // 2
    return Run(backend, make(linear_flow, atoms), done, {}), atoms - done


def revert(backend, atoms):
    return Run(backend, make(linear_flow, atoms, Failing), atoms - 1, {}), atoms


# Each function takes a backend and how many tasks the flow has, and returns
# what is to be called, once, and how many tasks that runs.
SCENARIOS = {
    "run_linear": functools.partial(run, linear_flow, "serial"),
    "run_unordered": functools.partial(run, unordered_flow, "serial"),
    "run_linear_parallel": functools.partial(run, linear_flow, "parallel"),
    "run_unordered_parallel": functools.partial(
        run, unordered_flow, "parallel"),
    "resume_linear": resume,
    "revert_linear": revert,
}


class EngineBench:
    """Runs of one scenario after the other on one backend."""

    def __init__(self, on, connection, atoms, flows):
        if on not in stores.STORES:
            raise ValueError("unknown backend: %r" % (on,))
        if atoms < 3 or flows < 1:
            raise ValueError("out of range: atoms or flows")
        self.key = (on, connection, atoms, flows)
        self._close = contextlib.ExitStack()
        self._backend = None

    def close(self):
        self._close.close()

    def run(self, scenario, seconds):
        """Measures one scenario and returns the answer."""
        if not 0 < seconds <= 3600:
            raise ValueError("out of range: seconds")
        on, connection, atoms, flows = self.key
        if self._backend is None:
            self._backend = self._open(on, connection)
            self._measure(scenario, min(atoms, 10), flows)
        tasks = elapsed = 0
        while elapsed < seconds:
            done, spent = self._measure(scenario, atoms, flows)
            tasks += done
            elapsed += spent
        return {
            "on": on,
            "scenario": scenario,
            "atoms": atoms,
            "flows": flows,
            "per_s": round(tasks / elapsed, 3),
            "operations": tasks,
            "elapsed_s": round(elapsed, 6),
        }

    def _measure(self, scenario, atoms, flows):
        runs = [SCENARIOS[scenario](self._backend, atoms)
                for _ in range(flows)]
        if flows == 1:
            call, tasks = runs[0]
            begin = time.perf_counter()
            call()
            return tasks, time.perf_counter() - begin
        done, spent, failed = measuring.measure(
            [call for call, _ in runs], 1, 0)
        if failed:
            raise RuntimeError("%d of %d flows gave up" % (failed, flows))
        return sum(tasks for _, tasks in runs), spent

    def _open(self, on, connection):
        directory = tempfile.mkdtemp(prefix="taskflow-peer-")
        self._close.callback(shutil.rmtree, directory, ignore_errors=True)
        backend = backends.fetch(stores.STORES[on](directory, connection))
        self._close.callback(backend.close)
        with contextlib.closing(backend.get_connection()) as opened:
            stores.upgrade(opened, on)
        return backend
