#!/usr/bin/python3
# Licensed under the Apache License, Version 2.0 (the "License"); you may
# not use this file except in compliance with the License. You may obtain
# a copy of the License at
#
#         http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS, WITHOUT
# WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the
# License for the specific language governing permissions and limitations
# under the License.

"""Python TaskFlow on a store that another TaskFlow uses, too.

    interop_peer.py version
    interop_peer.py make CONF      make the store's tables or folders
    interop_peer.py upgrade CONF   upgrade the store, with migrations that fail
    interop_peer.py read CONF      print every book, as one JSON array
    interop_peer.py begin CONF     begin the flow, and die in its second task
    interop_peer.py resume CONF    run the flow that was begun to its end
    interop_peer.py save CONF      save a book with something in every field
    interop_peer.py serve          do what each line of the input says, which is
                                   one of these and its CONF, as a JSON array:
                                   each in a process of its own, and answer with
                                   {"exit", "output", "errors"}

CONF is a backend's configuration, as JSON. The flow is three tasks, one after
the other: 1, plus 1, times 10. Answers are one line of JSON.
"""

import json
import os
import sys
import tempfile
import traceback
import warnings

warnings.simplefilter("ignore")

from taskflow import engines  # noqa: E402
from taskflow.patterns import linear_flow  # noqa: E402
from taskflow.persistence import backends  # noqa: E402
from taskflow.persistence import models  # noqa: E402
from taskflow import states  # noqa: E402
from taskflow import task  # noqa: E402
from taskflow.types import failure  # noqa: E402
from taskflow import version  # noqa: E402

BOOK = "interop-book"
FLOW = "interop-flow"

ran = []


class First(task.Task):
    def execute(self):
        ran.append(self.name)
        return 1


class Second(task.Task):
    dies = False

    def execute(self, x):
        if self.dies:
            os._exit(7)
        ran.append(self.name)
        return x + 1


class Third(task.Task):
    def execute(self, y):
        ran.append(self.name)
        return y * 10


def make_flow():
    return linear_flow.Flow("flow").add(
        First("first", provides="x"),
        Second("second", provides="y"),
        Third("third", provides="z"))


def load(backend, book, flow_detail):
    return engines.load(make_flow(), backend=backend, book=book,
                        flow_detail=flow_detail, engine="serial")


def as_document(book):
    document = book.to_dict(marshal_time=True)
    document["flows"] = []
    for flow in sorted(book, key=lambda flow: flow.uuid):
        flow_document = flow.to_dict()
        flow_document["atoms"] = []
        for atom in sorted(flow, key=lambda atom: atom.uuid):
            atom_document = atom.to_dict()
            retry = isinstance(atom, models.RetryDetail)
            atom_document["kind"] = "retry" if retry else "task"
            flow_document["atoms"].append(atom_document)
        document["flows"].append(flow_document)
    return document


def make(backend, connection):
    # Debian's package lacks the migrations that upgrade() would run on a
    # server; what they lead to is made from the same metadata.
    if hasattr(backend, "engine"):
        connection._metadata.create_all(backend.engine)
    else:
        connection.upgrade()


ENVIRONMENT = """
from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
"""

MIGRATION = """
revision = %r
down_revision = %r


def upgrade():
    raise RuntimeError("There was something to do: " + revision)
"""


def upgrade(backend, connection):
    # Debian's package lacks the migrations. In their place come two with the
    # last one's number, either of which fails if it is run.
    from alembic import config
    from taskflow.persistence.backends.sqlalchemy import migration
    with tempfile.TemporaryDirectory() as folder:
        versions = os.path.join(folder, "versions")
        os.mkdir(versions)
        for path, text in (
                (os.path.join(folder, "env.py"), ENVIRONMENT),
                (os.path.join(versions, "first.py"), MIGRATION % ("1cea328f0f65", None)),
                (os.path.join(versions, "last.py"), MIGRATION % ("00af93df9d77", "1cea328f0f65"))):
            with open(path, "w") as file:
                file.write(text)
        settings = config.Config()
        settings.set_main_option("script_location", folder)
        migration._make_alembic_config = lambda: settings
        connection.upgrade()


def read(backend, connection):
    books = sorted(connection.get_logbooks(), key=lambda book: book.uuid)
    return [as_document(book) for book in books]


def begin(backend, connection):
    Second.dies = True
    book = models.LogBook("book", uuid=BOOK)
    flow_detail = models.FlowDetail("flow", uuid=FLOW)
    book.add(flow_detail)
    connection.save_logbook(book)
    load(backend, book, flow_detail).run()


def resume(backend, connection):
    book = connection.get_logbook(BOOK)
    engine = load(backend, book, book.find(FLOW))
    engine.run()
    return {"ran": ran, "z": engine.storage.fetch("z"),
            "state": engine.storage.get_flow_state()}


def save(backend, connection):
    book = models.LogBook("from python", uuid="python-book")
    book.meta = {"owner": "é", "n": 1}
    flow_detail = models.FlowDetail("flow", uuid="python-flow")
    flow_detail.state = states.SUSPENDED
    flow_detail.meta = {"a": [1, None, True]}
    try:
        raise RuntimeError("woot")
    except RuntimeError:
        fail = failure.Failure()
    task_detail = models.TaskDetail("task", uuid="python-task")
    task_detail.state = states.REVERT_FAILURE
    task_detail.intention = states.REVERT
    task_detail.results = {"deep": [{"x": 1.5}]}
    task_detail.failure = fail
    task_detail.revert_failure = fail
    task_detail.meta = {"progress": 0.5}
    task_detail.version = "1.2"
    retry_detail = models.RetryDetail("retry", uuid="python-retry")
    retry_detail.state = states.RETRYING
    retry_detail.intention = states.RETRY
    retry_detail.results = [([1, 2], {"task": fail}), ("last", {})]
    flow_detail.add(task_detail)
    flow_detail.add(retry_detail)
    book.add(flow_detail)
    connection.save_logbook(book)


def answer(name, configuration):
    backend = backends.fetch(configuration)
    connection = backend.get_connection()
    command = {"make": make, "upgrade": upgrade, "read": read, "begin": begin,
               "resume": resume, "save": save}[name]
    print(json.dumps(command(backend, connection)), flush=True)
    connection.close()
    backend.close()


def serve():
    # A fork knows all modules already: importing them takes most of the
    # time that such a process lives.
    for line in sys.stdin:
        with tempfile.TemporaryFile() as output, \
                tempfile.TemporaryFile() as errors:
            process = os.fork()
            if process == 0:
                os.dup2(output.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                try:
                    answer(*json.loads(line))
                except BaseException:
                    traceback.print_exc()
                    sys.stderr.flush()
                    os._exit(1)
                os._exit(0)
            status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            output.seek(0)
            errors.seek(0)
            print(json.dumps({"exit": status,
                              "output": output.read().decode(),
                              "errors": errors.read().decode()}), flush=True)


def main():
    if sys.argv[1] == "version":
        print(json.dumps(version.version_string()))
    elif sys.argv[1] == "serve":
        serve()
    else:
        answer(sys.argv[1], json.loads(sys.argv[2]))


main()
