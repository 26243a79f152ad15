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

"""Flows to measure on, in a backend that is set up for them."""

import contextlib
import shutil
import tempfile
import uuid

from taskflow import states
from taskflow import storage
from taskflow import task
from taskflow.persistence import backends
from taskflow.persistence import models

from peer import stores

PROVIDING = 100
"""Atoms, the first ones, that provided a name each."""


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


def make_tasks(count, providing=0, prefix="atom"):
    """Makes tasks, of which the first ones provide ``x-0``, ``x-1``, ..."""
    return [
        Step("%s-%d" % (prefix, i),
             provides="x-%d" % i if i < providing else None)
        for i in range(count)
    ]


@contextlib.contextmanager
def open_flows(on, connection, atoms, flows):
    """Sets up a backend of some flows; removes it at the end.

    The atoms that provided a name are written with the flow, the others are
    ensured by one call a flow: either is one transaction.
    """
    tasks = make_tasks(atoms, PROVIDING)
    directory = tempfile.mkdtemp(prefix="taskflow-peer-")
    try:
        backend = backends.fetch(stores.STORES[on](directory, connection))
        with contextlib.closing(backend):
            books = []
            for i in range(flows):
                detail = models.FlowDetail("flow-%d" % i, str(uuid.uuid4()))
                for value, step in enumerate(tasks[:PROVIDING]):
                    atom = models.TaskDetail(step.name, str(uuid.uuid4()))
                    atom.put(states.SUCCESS, value)
                    detail.add(atom)
                # A book each: what TaskFlow saves together has to fit into
                # one packet on ZooKeeper, which takes 1 MiB.
                book = models.LogBook("peer")
                book.add(detail)
                books.append(book)
            with contextlib.closing(backend.get_connection()) as connection:
                stores.upgrade(connection, on)
                for book in books:
                    connection.save_logbook(book)
            yield [Flow(backend, detail, tasks)
                   for book in books for detail in book]
    finally:
        shutil.rmtree(directory, ignore_errors=True)
