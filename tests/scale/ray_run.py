"""Two Ray nodes on loopback read files into an archive: python ray_run.py ARCHIVE INPUT…"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# before the import of ray: nodes then keep the address 127.0.0.1 instead of asking for the machine's own
os.environ |= {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0"}

import socket

import ray
from ray._private.node import Node
from ray.cluster_utils import Cluster

from tests.scale.readers import HastySettings
from tidings.scale import cluster
from tidings.scale.archive import Archive
from tidings.scale.archiving import Job

AGENTS = ("metrics_agent_port", "metrics_export_port", "dashboard_agent_listen_port")


class Unhurried(Node):
    """A node that does not wait for agents which nobody asks here; on a busy machine they miss their 15 seconds."""

    def start_raylet(self, *given: object, **named: object) -> None:
        folder, port = Path(self.get_session_dir_path()), self._ray_params.runtime_env_agent_port
        told = dict.fromkeys(AGENTS, "-1") | {"runtime_env_agent_port": str(port)}
        for name, words in told.items():
            (folder / f"{name}_{self._node_id}").write_text(words)
        super().start_raylet(*given, **named)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main(folder: str, *inputs: str) -> None:
    node = {"num_cpus": 1, "object_store_memory": 100_000_000, "node_ip_address": "127.0.0.1"}
    ray._private.node.Node = Unhurried
    nodes = Cluster(
        initialize_head=True, head_node_args=node | {"include_dashboard": False, "runtime_env_agent_port": free_port()}
    )
    nodes.add_node(**node, runtime_env_agent_port=free_port())
    ray.init(address=nodes.address, log_to_driver=False)
    cluster.FILES = 1
    try:
        tally = cluster.read_by_ray(Job(Archive(folder), HastySettings()), inputs)
    finally:
        ray.shutdown()
        nodes.shutdown()
    sys.stdout.write(f"{tally.documents} {tally.problems} {tally.held}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
