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


def memory(directory):
    return {"connection": "memory"}


def sqlite(directory):
    return {"connection": "sqlite:///%s/peer.db" % directory}


def directory(directory):
    """JSON files; TaskFlow waits for the disk with none of them."""
    return {"connection": "dir", "path": "%s/peer" % directory}


# Each function takes a fresh temporary directory, which is removed at the end,
# and returns the configuration that TaskFlow fetches the backend with.
STORES = {
    make.__name__: make for make in [
        memory,
        sqlite,
        directory,
    ]
}
