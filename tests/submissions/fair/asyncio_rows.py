"""Each image is a coroutine, all of them gathered by asyncio.run."""
import numpy as np
import asyncio

async def one_image(xp, w, b, s, Ho, Wo):
    out = np.empty((len(w), Ho, Wo))
    for i in range(Ho):
        await asyncio.sleep(0)
        for j in range(Wo):
            win = xp[:, i * s:i * s + w.shape[2], j * s:j * s + w.shape[3]]
            out[:, i, j] = np.tensordot(w, win, 3) + b
    return out

async def all_images(xp, *rest):
    return np.stack(await asyncio.gather(*(one_image(image, *rest) for image in xp)))

def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    out = asyncio.run(all_images(xp, w, b, s, Ho, Wo))
    return out, (x, w, b, conv_param)
