"""A class as a namespace: staticmethods, exported by name."""
import numpy as np
class Pool:
    @staticmethod
    def forward(x, pool_param):
        h, k, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
        v = np.lib.stride_tricks.sliding_window_view(x, (h, k), (2, 3))[:, :, ::s, ::s]
        return v.max((-2, -1)), (x, pool_param)
    @classmethod
    def avg(cls, x, pool_param):
        h, k, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
        return np.lib.stride_tricks.sliding_window_view(x, (h, k), (2, 3))[:, :, ::s, ::s].mean((-2, -1)), (x, pool_param)
max_pool_forward_naive, avg_pool_forward_naive = Pool.forward, Pool.avg
