from . import bench_bare
from . import bench_tier
