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

"""Where Python TaskFlow keeps the flows that are measured."""

import os


def memory(directory, connection):
    return {"connection": "memory"}


def sqlite(directory, connection):
    return {"connection": "sqlite:///%s/peer.db" % directory}


def directory(directory, connection):
    """JSON files; TaskFlow waits for the disk with none of them."""
    return {"connection": "dir", "path": "%s/peer" % directory}


def server(directory, connection):
    """A database on a server."""
    if not connection:
        raise ValueError("missing: connection")
    return {"connection": connection}


def zookeeper(directory, connection):
    """A path of its own, below the one that was named, on servers."""
    if not connection:
        raise ValueError("missing: connection")
    hosts, _, path = connection.partition("/")
    return {"connection": "zookeeper", "hosts": hosts,
            "path": "/%s/%s" % (path, os.path.basename(directory))}


# Each function takes a fresh temporary directory, which is removed at the end,
# and what the request named, and returns the configuration that TaskFlow
# fetches the backend with.
STORES = {
    "memory": memory,
    "sqlite": sqlite,
    "directory": directory,
    "postgres": server,
    "mysql": server,
    "zookeeper": zookeeper,
}


def upgrade(connection, on):
    """Creates the tables, on a server from TaskFlow's own description of them.

    Debian's package has no migrations, without which ``upgrade`` does nothing.
    """
    if STORES[on] is server:
        connection._metadata.create_all(bind=connection._engine)
    else:
        connection.upgrade()
