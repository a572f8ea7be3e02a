"""Server settings for the machine at hand."""

import os

MIB = 1024 * 1024


def tuned():
    """For a small server that also runs the web and the worker: an eighth of the memory, fast disk, short queries."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MIB
    cores = os.cpu_count() or 1
    return {
        "shared_buffers": f"{min(max(memory // 8, 64), 4096)}MB",
        "effective_cache_size": f"{memory // 2}MB",
        "work_mem": f"{min(max(memory // 500, 8), 64)}MB",
        "maintenance_work_mem": f"{min(max(memory // 32, 64), 1024)}MB",
        "max_connections": 100,
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        # The one way that our PostgreSQL knows took half the time of a list that comes into a large registry.
        "wal_compression": "off",
        "random_page_cost": 1.1,
        "jit": "off",  # compiling costs more than these queries run
        "max_parallel_workers_per_gather": min(cores // 2, 4),
        "autovacuum_vacuum_scale_factor": 0.05,
        "autovacuum_analyze_scale_factor": 0.02,
        "idle_in_transaction_session_timeout": "10min",
        "timezone": "UTC",
        "log_timezone": "Asia/Bangkok",
        "log_line_prefix": "%m [%p] ",
    }
