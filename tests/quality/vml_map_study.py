#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries what Lacuna's VML-MAP doesn't do, in PyTorch: is it worth building?

vml_map_study.py WHAT --photo-folder PHOTOS [--model models/photo-fast.safetensors] [--photos N] [--side PX]

WHAT: traces        the two traces that VML_S leaves out, by Hutchinson's estimate: does the loss with them have its
                    minimum at a weight of the prior below 1, where PSNR has its maximum?
      acceleration  Anderson acceleration of depth 1 to 3 and Broyden's method in the inner loop, at equal evaluations
      stop          ending a run at the first level whose estimate explains the data to its noise
      schedule      levels that are spaced by how far the estimate moves, learnt on other photographs
      mean          the mean of the last estimates
      coarse        upscaling four times that begins with upscaling twice

Degradations are circular Gaussian blur of 1.6 pixels with noise of 2.55 levels, half of the pixels missing and means of
4 x 4 pixels with half a level, and noise of 25 levels. Needs PyTorch and Pillow; it runs on one core. Formulas and
symbols are those of core/sampling/vml_map.h.
"""
import argparse
import json
import math
import pathlib
import sys

import numpy
import torch
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "packaging/train-kit"))
words, sys.argv = sys.argv, ["", "--crops", "", "--out", "", "--minutes", "1"]  # it reads its options when loaded
import train  # noqa: E402  (the network)
sys.argv = words

torch.set_num_threads(1)
LEVEL = 2 / 255


class Network:
    """D(x; sigma), counted."""

    def __init__(self, path):
        self.weights, metadata = train.read_safetensors(path)
        config = dict(train.DEFAULTS)
        sidecar = pathlib.Path(path).with_suffix(".json")
        known = json.loads(sidecar.read_text(encoding="utf-8")) if sidecar.exists() else {}
        config.update({key: value for key, value in known.items() if key in config})
        self.config, self.calls = config, 0

    def __call__(self, x, sigma):
        self.calls += 1
        f, skip, out = train.estimate(self.config, self.weights, x, torch.tensor([float(sigma)]))
        return skip * x + out * f

    def vjp(self, x, sigma):
        """D and v -> J^T v."""
        x = x.detach().requires_grad_(True)
        with torch.enable_grad():
            d = self(x, sigma)
        return d.detach(), lambda v: torch.autograd.grad(d, x, v, retain_graph=True)[0]


class Blur:
    """Circular, so that P has a closed form."""

    def __init__(self, shape, noise=2.55, width=1.6):
        self.sigma_y, (height, breadth) = noise * LEVEL, shape[-2:]
        line = [torch.exp(-0.5 * ((torch.arange(n) + n // 2) % n - n // 2).float().div(width) ** 2)
                for n in (height, breadth)]
        kernel = line[0][:, None] * line[1][None]
        self.transfer = torch.fft.rfft2(kernel / kernel.sum()).real

    def filtered(self, x, gain):
        return torch.fft.irfft2(torch.fft.rfft2(x) * gain, x.shape[-2:])

    def apply(self, x):
        return self.filtered(x, self.transfer)

    adjoint = apply

    def solve(self, u, sigma):
        """(H^T H/sigma_y^2 + I/sigma^2)^-1 u"""
        return self.filtered(u, 1 / (self.transfer ** 2 / self.sigma_y ** 2 + 1 / sigma ** 2))


class Mask:
    def __init__(self, shape, noise=0.5, share=0.5):
        generator = torch.Generator().manual_seed(7)
        self.sigma_y = noise * LEVEL
        self.keep = (torch.rand(1, 1, *shape[-2:], generator=generator) >= share).float()

    def apply(self, x):
        return self.keep * x

    adjoint = apply

    def solve(self, u, sigma):
        return u / (self.keep / self.sigma_y ** 2 + 1 / sigma ** 2)


class Identity(Mask):
    def __init__(self, shape, noise=25.0):
        super().__init__(shape, noise, 0.0)


class Means:
    """Of squares of pixels."""

    def __init__(self, shape, noise=0.5, factor=4):
        self.sigma_y, self.factor = noise * LEVEL, factor

    def apply(self, x):
        return torch.nn.functional.avg_pool2d(x, self.factor)

    def adjoint(self, y):
        grown = y.repeat_interleave(self.factor, 2).repeat_interleave(self.factor, 3)
        return grown / self.factor ** 2

    def solve(self, u, sigma):
        """By Woodbury; H H^T = I/factor^2."""
        gram = 1 / self.factor ** 2
        return sigma ** 2 * (u - self.adjoint(self.apply(u)) / (self.sigma_y ** 2 / sigma ** 2 + gram))


TASKS = {"blur": Blur, "mask": Mask, "means": Means, "noise": Identity}


class Problem:
    def __init__(self, network, task, clean, seed=0):
        self.network, self.clean = network, clean
        self.op = TASKS[task](clean.shape)
        y = self.op.apply(clean)
        generator = torch.Generator().manual_seed(seed)
        y = y + self.op.sigma_y * torch.randn(y.shape, generator=generator)
        self.y = self.op.apply(y) if task == "mask" else y
        self.start = torch.randn(clean.shape, generator=generator)

    def direction(self, x, d, sigma, pull=1.0):
        bracket = self.op.adjoint(self.y - self.op.apply(d)) / self.op.sigma_y ** 2 - pull * (x - d) / sigma ** 2
        return self.op.solve(bracket, sigma)

    def misfit(self, d):
        r = self.y - self.op.apply(d)
        measured = self.op.keep.sum() * 3 if hasattr(self.op, "keep") else r.numel()
        return float((r * r).sum() / measured / self.op.sigma_y ** 2)

    def psnr(self, d):
        return -10 * math.log10(float((((d.clamp(-1, 1) - self.clean) / 2) ** 2).mean()))


def karras(top, bottom, count, rho=7.0):
    if count == 1:
        return [top, 0.0]
    high, low = top ** (1 / rho), bottom ** (1 / rho)
    return [(high + (low - high) * i / (count - 1)) ** rho for i in range(count)] + [0.0]


class Mixing:
    """The next x of an inner loop from x and v: Anderson's type II, or type I, which is Broyden's good method."""

    def __init__(self, depth, broyden=False):
        self.depth, self.broyden, self.points = depth, broyden, []

    def __call__(self, x, v):
        self.points = [*self.points, (x, v)][-(self.depth + 1):]
        if len(self.points) < 2:
            return x + v
        dx = torch.stack([(b[0] - a[0]).flatten() for a, b in zip(self.points, self.points[1:])], 1)
        dv = torch.stack([(b[1] - a[1]).flatten() for a, b in zip(self.points, self.points[1:])], 1)
        left = dx if self.broyden else dv
        gram = left.T @ dv
        gram = gram + 1e-8 * gram.abs().max() * torch.eye(gram.shape[0])
        theta = torch.linalg.solve(gram, left.T @ v.flatten()).clamp(-2, 2)
        return x + v - ((dx + dv) @ theta).view_as(x)


def fixed_point(problem, levels, inner=1, depth=0, broyden=False, pull=1.0, x=None):
    """Yields (sigma, D) of the call that closes each level."""
    x = levels[0] * problem.start if x is None else x
    for sigma, following in zip(levels, levels[1:]):
        mixing = Mixing(depth, broyden)
        for _ in range(inner):
            x = mixing(x, problem.direction(x, problem.network(x, sigma), sigma, pull))
        d = problem.network(x, sigma)
        yield sigma, d
        x = d + following / sigma * (x - d)


def last(steps):
    *_, (_, d) = steps
    return d


def single(problem, levels):
    """Yields (sigma, D); the step with one evaluation that fills holes and enlarges."""
    x, op = levels[0] * problem.start, problem.op
    for sigma, following in zip(levels, levels[1:]):
        d = problem.network(x, sigma)
        yield sigma, d
        a = op.solve(op.adjoint(problem.y - op.apply(d)) / op.sigma_y ** 2, sigma)
        b = op.solve((x - d) / sigma ** 2, sigma)
        x = d + a + following / sigma * (x - d - b)


def splitting(problem, levels, pull):
    """Yields (sigma, D); from the damage undone, as Lacuna's deblurring does it."""
    x = problem.op.solve(problem.op.adjoint(problem.y) / problem.op.sigma_y ** 2, 4.0)
    for sigma, following in zip(levels, levels[1:]):
        d = problem.network(x, sigma)
        yield sigma, d
        bracket = problem.op.adjoint(problem.y - problem.op.apply(d)) / problem.op.sigma_y ** 2
        v = problem.op.solve(bracket - pull * (x - d) / sigma ** 2, sigma / math.sqrt(pull))
        x = d + v + (following / sigma) ** 2 * (x - d)


def row(name, *cells):
    print("| " + " | ".join([name, *cells]) + " |", flush=True)


def traces(problems):
    """Along x(pull), the points where v is 0 for that weight of the prior: the change of VML_S and of VML."""
    pulls = [1.3, 1.15, 1.0, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3]
    row("task, sigma_t", "lambda: PSNR of D / VML_S / VML, the losses in nats per 1000 numbers above their least",
        "largest stationarity")
    print("|---|---|---|")
    for task in ("blur", "noise"):
        for sigma in (0.05, 0.1, 0.2, 0.4):
            sums = torch.zeros(4, len(pulls), dtype=torch.float64)
            for problem in problems(task):
                sums += along(problem, sigma, pulls)
            psnr, simple, whole, left = sums / problems.count
            simple, whole = simple - simple.min(), whole - whole.min()
            row(f"{task}, {sigma}", "; ".join(f"{pull}: {p:.2f} / {s:.1f} / {w:.1f}" for pull, p, s, w in
                                              zip(pulls, psnr, simple, whole)), f"{left.max():.4f}")


def along(problem, sigma, pulls, probes=4):
    op, numel = problem.op, problem.clean.numel()
    generator = torch.Generator().manual_seed(3)
    ours = [torch.randn(problem.clean.shape, generator=generator) for _ in range(probes)]
    theirs = [op.adjoint(torch.randn(problem.y.shape, generator=generator)) for _ in range(probes)]
    x = last(fixed_point(problem, karras(5.0, sigma, 10)))
    out, before, logp = [], None, 0.0
    for i, pull in enumerate(pulls):
        for _ in range(30 if i == 0 else 15):
            d = problem.network(x, sigma)
            bracket = op.adjoint(problem.y - op.apply(d)) / op.sigma_y ** 2 - pull * (x - d) / sigma ** 2
            v = op.solve(bracket, sigma / math.sqrt(pull))
            x = x + v
        left = float(v.norm()) / (sigma * math.sqrt(numel))
        d, vjp = problem.network.vjp(x, sigma)
        if before is not None:
            logp += float(((x - d + before[1]) * (x - before[0])).sum()) / (2 * sigma ** 2)  # of -log p(x_t)
        before = (x, x - d)
        r = problem.y - op.apply(d)
        simple = logp - float(((x - d) ** 2).sum()) / (2 * sigma ** 2) + float((r * r).sum()) / (2 * op.sigma_y ** 2)
        trace = sum(float((e * vjp(e)).sum()) for e in ours) / probes
        seen = sum(float((e * vjp(e)).sum()) for e in theirs) / probes
        whole = simple - trace / 2 + sigma ** 2 / (2 * op.sigma_y ** 2) * seen
        out.append((problem.psnr(d), 1000 * simple / numel, 1000 * whole / numel, left))
    return torch.tensor(out, dtype=torch.float64).T


def acceleration(problems):
    splits = [(10, 1), (5, 3), (4, 4), (2, 9)]
    row("20 evaluations, N x K", *(f"{n} x {k}" for n, k in splits))
    print("|---|" + "---|" * len(splits))
    for task in ("mask", "means", "blur"):
        for name, depth, broyden in (("plain", 0, False), ("Anderson 1", 1, False), ("Anderson 2", 2, False),
                                     ("Anderson 3", 3, False), ("Broyden", 3, True)):
            cells = []
            for n, k in splits:
                if depth > 0 and k < 3:
                    cells.append("–")
                    continue
                levels = karras(5.0, 0.01, n)
                cells.append(f"{problems.mean(task, lambda p: p.psnr(last(fixed_point(p, levels, k, depth, broyden)))):.2f}")
            row(f"{task}, {name}", *cells)
        levels = karras(5.0, 0.01, 20)
        row(f"{task}, one evaluation per level, 20 levels",
            f"{problems.mean(task, lambda p: p.psnr(last(single(p, levels)))):.2f}", *["–"] * (len(splits) - 1))


def stop(problems):
    row("25 levels of the fixed point", "PSNR at the end (50 evaluations)", "stopped at misfit 1", "evaluations then",
        "best level")
    print("|---|---|---|---|---|")
    for task in TASKS:
        ends, stopped, spent, best = [], [], [], []
        for problem in problems(task):
            steps = [(problem.psnr(d), problem.misfit(d)) for _, d in fixed_point(problem, karras(5.0, 0.01, 25))]
            first = next((i for i, (_, misfit) in enumerate(steps) if misfit <= 1), len(steps) - 1)
            ends.append(steps[-1][0])
            stopped.append(steps[first][0])
            spent.append(2 * (first + 1))
            best.append(max(psnr for psnr, _ in steps))
        row(task, *(f"{numpy.mean(each):.2f}" for each in (ends, stopped)), f"{numpy.mean(spent):.0f}",
            f"{numpy.mean(best):.2f}")


def schedule(problems):
    row("fixed point, 20 evaluations", "rho 7", "spaced by the estimate's way")
    print("|---|---|---|")
    for task in ("mask", "means", "blur"):
        long = karras(5.0, 0.01, 40)
        way = numpy.zeros(len(long) - 1)
        for problem in problems(task, others=True):
            before = None
            for i, (_, d) in enumerate(fixed_point(problem, long)):
                if before is not None:
                    way[i] += float((d - before).norm())
                before = d
        place = numpy.cumsum(way) / way.sum()
        levels = [float(numpy.exp(numpy.interp(share, place, numpy.log(long[:-1])))) for share in
                  numpy.linspace(0, 1, 10)] + [0.0]
        row(task, *(f"{problems.mean(task, lambda p: p.psnr(last(fixed_point(p, each)))):.2f}"
                    for each in (karras(5.0, 0.01, 10), levels)))


def mean(problems):
    row("mean of the last", "1", "2", "3", "5")
    print("|---|---|---|---|---|")
    runs = {"fixed point, 20 levels": lambda p: fixed_point(p, karras(5.0, 0.01, 20)),
            "splitting, 20 levels": lambda p: splitting(p, karras(2.0, 0.08, 20), 0.5)}
    for name, run in runs.items():
        for task in ("mask", "means", "blur") if name[0] == "f" else ("blur",):
            sums = numpy.zeros(4)
            for problem in problems(task):
                ds = [d for _, d in run(problem)]
                sums += [problem.psnr(torch.stack(ds[-n:]).mean(0)) for n in (1, 2, 3, 5)]
            row(f"{name}, {task}", *(f"{value:.2f}" for value in sums / problems.count))


def coarse(problems):
    row("means of 4 x 4", "20 evaluations from noise", "4 from noise at half the size, then 16 from s = 0.1",
        "s = 0.25", "s = 0.5")
    print("|---|---|---|---|---|")
    cells = [f"{problems.mean('means', lambda p: p.psnr(last(fixed_point(p, karras(5.0, 0.01, 10))))):.2f}"]
    for start in (0.1, 0.25, 0.5):
        def both(problem):
            half = Problem(problem.network, "means", torch.nn.functional.avg_pool2d(problem.clean, 2))
            half.op = Means(half.clean.shape, 0.5, 2)
            half.y = problem.y
            small = last(fixed_point(half, karras(5.0, 0.02, 8)))  # 16 calls on a quarter of the pixels
            large = torch.nn.functional.interpolate(small, scale_factor=2, mode="bicubic")
            return problem.psnr(last(fixed_point(problem, karras(start, 0.01, 8),
                                                 x=large + start * problem.start)))
        cells.append(f"{problems.mean('means', both):.2f}")
    row("PSNR", *cells)


class Problems:
    def __init__(self, options):
        self.network, self.count = Network(options.model), options.photos
        paths = sorted(pathlib.Path(options.photo_folder).glob("*.*"))[: 2 * options.photos]
        self.pictures = [self.read(path, options.side) for path in paths]

    @staticmethod
    def read(path, side):
        picture = numpy.asarray(Image.open(path).convert("RGB"), numpy.float32)
        top, left = (picture.shape[0] - side) // 2, (picture.shape[1] - side) // 2
        cut = picture[top:top + side, left:left + side] / 127.5 - 1
        return torch.from_numpy(cut).permute(2, 0, 1)[None].contiguous()

    def __call__(self, task, others=False):
        for picture in self.pictures[self.count:] if others else self.pictures[:self.count]:
            yield Problem(self.network, task, picture)

    def mean(self, task, value):
        return numpy.mean([value(problem) for problem in self(task)])


WHAT = {f.__name__: f for f in (traces, acceleration, stop, schedule, mean, coarse)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--photo-folder", required=True)
    parser.add_argument("--model", default=str(pathlib.Path(__file__).parents[2] / "models/photo-fast.safetensors"))
    parser.add_argument("--photos", type=int, default=3)
    parser.add_argument("--side", type=int, default=96)
    options = parser.parse_args()
    with torch.no_grad():
        WHAT[options.what](Problems(options))


if __name__ == "__main__":
    main()
