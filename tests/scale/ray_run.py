"""Two Ray nodes on loopback read files into an archive: python ray_run.py ARCHIVE INPUT…"""

from __future__ import annotations

import os
import sys

# before the import of ray: nodes then keep the address 127.0.0.1 instead of asking for the machine's own
os.environ |= {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0"}

import socket

import ray
from ray.cluster_utils import Cluster

from tests.scale.readers import HastySettings
from tidings.scale import cluster
from tidings.scale.archive import Archive
from tidings.scale.archiving import Job

PORTS = ("metrics_agent_port", "metrics_export_port", "runtime_env_agent_port", "dashboard_agent_listen_port")


def ports() -> dict[str, int]:
    """Free ports for a node's agents: told, the node need not wait until its agents tell them."""
    sockets = {name: socket.socket() for name in PORTS}
    for one in sockets.values():
        one.bind(("127.0.0.1", 0))
    chosen = {name: one.getsockname()[1] for name, one in sockets.items()}
    for one in sockets.values():
        one.close()
    return chosen


def main(folder: str, *inputs: str) -> None:
    node = {"num_cpus": 1, "object_store_memory": 100_000_000, "node_ip_address": "127.0.0.1"}
    nodes = Cluster(initialize_head=True, head_node_args=node | {"include_dashboard": False} | ports())
    nodes.add_node(**node, **ports())
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
