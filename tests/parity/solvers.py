# SPDX-License-Identifier: GPL-3.0-or-later
"""Lacuna's solvers beside deepinv's, or beside the papers' equations in PyTorch: the same denoiser, measurements,
noise and number of steps.

    python3 tests/parity/solvers.py LACUNA_CLI PHOTOS [--photos N] [--side PX] [--steps N] [--solvers NAME,...]
                                    [--tasks NAME,...]

needs PyTorch, deepinv 0.5 and Pillow. DPIR and DDRM are deepinv's, and so is the data term of PiGDM. deepinv's DPS adds
its guidance to the score, where the paper adds it to the step, and so DPS is the paper's algorithm 1 here; DDNM,
RED-diff, DAPS and MAP-GA are their papers' algorithms, too, where variance is preserved if the paper has it so. Both
sides have what the authors publish for the task. deepinv's DDRM divides its noise by the square root of 2; the draws
given to it make up for that. Prints each pair of PSNRs, the mean difference, and the greatest difference between two
pictures in 8-bit levels.

On 30 November 2026, one photograph (1025469 of CID22's validation set), --side 48 --steps 10 (DPIR 8), noise of 12.75
levels, PSNR in dB here and of the reference. No two pictures are further than half a level apart, except for exact
draws on the blur, where single pixels are 43 levels apart:

                            half of the pixels    Gaussian blur, 0.8
    dpir                        36.50  36.53         36.95  36.99
    ddrm                        25.22  25.22              -
    pigdm                       26.03  26.04         33.11  33.12
    dps                         18.84  18.84         18.69  18.69
    ddnm                        25.63  25.63              -
    red-diff                    16.25  16.25         25.52  25.51
    daps                        25.93  25.94         22.53  22.53
    daps:draw=exact              8.75   8.75          8.01   8.01
    map-ga                      33.40  33.41         34.26  34.28
    map-ga:pigdm-steps=0        28.00  28.01         24.96  24.97

All of it takes three minutes of one core. deepinv solves the data term of PiGDM with conjugate gradients, and so do the
references of exact draws, RED-diff and MAP-GA here: on a blur of 128 x 128 these take some minutes each.
"""
import argparse
import math
import pathlib
import tempfile

import deepinv
import numpy
import torch
from lacuna_side import (SIDE, Wiener, diffusion_levels, gaussian, noise, psnr, read, run, write, write_model)

NOISE = 12.75  # 8-bit levels
SIGMA_Y = 2 * NOISE / 255

arguments = argparse.ArgumentParser()
arguments.add_argument("cli")
arguments.add_argument("folder")
arguments.add_argument("--photos", type=int, default=4)
arguments.add_argument("--steps", type=int, default=20)
arguments.add_argument("--solvers", default="dpir,ddrm,pigdm,dps,ddnm,red-diff,daps,daps:draw=exact,map-ga,"
                       "map-ga:pigdm-steps=0")
arguments.add_argument("--tasks", default="inpaint,deblur")
arguments.add_argument("--side", type=int, default=SIDE, help="of the middle of each photograph")
options = arguments.parse_args()
SIDE = options.side
work = pathlib.Path(tempfile.mkdtemp())
model = write_model(work)
wiener = Wiener()


def denoise(x, sigma):
    return wiener(x.float(), torch.tensor([sigma], dtype=torch.float32)).to(x.dtype)


def with_vjp(x, sigma):
    x = x.detach().requires_grad_(True)
    denoised = denoise(x, sigma)
    return denoised.detach(), lambda v: torch.autograd.grad(denoised, x, v)[0]


class Denoiser(torch.nn.Module):
    """The same on [0, 1], as deepinv calls it."""

    def forward(self, x, sigma, *_, **__):
        return (denoise(2 * x - 1, 2 * float(torch.as_tensor(sigma).flatten()[0])) + 1) / 2


class Case:
    """A measurement y on [-1, 1] and its operator, as functions."""

    def __init__(self, y, physics, offset, seed, keep=None):
        self.y, self.physics, self.offset, self.seed, self.keep = y, physics, offset, seed, keep
        side = SIDE if keep is not None else SIDE + 2 * offset if offset else SIDE
        self.like = torch.zeros(1, 3, side, side, dtype=torch.float64)

    def authors(self, inpainting, deblurring):
        """What they publish for the task."""
        return inpainting if self.keep is not None else deblurring

    def draw(self, stream):
        return noise(self.seed, stream, self.like, self.offset)

    def apply(self, x):
        return self.physics.A(x)

    def adjoint(self, y):
        return self.physics.A_adjoint(y)

    def solve(self, rhs, ratio):
        """(H^T H + ratio)^-1 rhs, by conjugate gradients to rounding."""
        x = torch.zeros_like(rhs)
        r = rhs.clone()
        p, rr = r.clone(), (r * r).sum()
        first = rr
        for _ in range(3000):
            q = self.adjoint(self.apply(p)) + ratio * p
            alpha = rr / (p * q).sum()
            x, r = x + alpha * p, r - alpha * q
            new = (r * r).sum()
            if new < 1e-18 * first:
                break
            p, rr = r + new / rr * p, new
        return x

    def proximal(self, y, z, sigma):
        """argmin |y - H x|^2/sigma_y^2 + |x - z|^2/sigma^2"""
        ratio = (SIGMA_Y / sigma) ** 2
        return self.solve(self.adjoint(y) + ratio * z, ratio)


def preserving(sigma, following):
    """alpha-bar now and then, and DDPM's alpha and beta."""
    now, then = 1 / (1 + sigma**2), 1 / (1 + following**2)
    return now, then, now / then, 1 - now / then


def dpir(case, steps):
    deepinv_noise = NOISE / 255
    method = deepinv.optim.DPIR(sigma=deepinv_noise, denoiser=Denoiser())
    with torch.no_grad():
        found = method((case.y + 1) / 2, case.physics, init=torch.full_like(case.like, 0.5))
    return 2 * found - 1


def ddrm(case, steps):
    sigmas = diffusion_levels(steps)
    stream = iter(range(steps + 1))
    plain, torch.randn_like = torch.randn_like, lambda like: math.sqrt(2) * case.draw(next(stream)).to(like.dtype)
    physics = deepinv.physics.Inpainting((3, SIDE, SIDE), mask=case.keep[0].expand(3, -1, -1),
                                         noise_model=deepinv.physics.GaussianNoise(NOISE / 255))
    y = (case.y + case.keep) / 2  # 0 where nothing is measured
    found = deepinv.sampling.DDRM(Denoiser(), sigmas=[s / 2 for s in sigmas])(y, physics)
    torch.randn_like = plain
    return 2 * found - 1


def pigdm(case, steps):
    sigmas = [*diffusion_levels(steps), 0.0]
    x = sigmas[0] * case.draw(0)
    fidelity = deepinv.sampling.PiGDMDataFidelity(denoiser=lambda z, s: denoise(z, float(s.flatten()[0])).double(),
                                                  cg_max_iter=500, cg_tol=1e-8)
    physics = case.physics
    physics.noise_model = deepinv.physics.GaussianNoise(SIGMA_Y)  # y is on [-1, 1] here
    for i, (sigma, following) in enumerate(zip(sigmas, sigmas[1:])):
        now, then, alpha, _ = preserving(sigma, following)
        gradient, denoised = fidelity.grad(x, case.y, physics, torch.tensor(sigma, dtype=torch.float64),
                                           get_model_outputs=True)
        # The paper's g carries the weight r^2, and the Jacobian of sqrt(alpha-bar) x.
        g = -gradient * sigma**2 / (1 + sigma**2) / math.sqrt(now)
        c1 = math.sqrt((1 - alpha) * (1 - then) / (1 - now))
        c2 = math.sqrt(max(0.0, 1 - then - c1**2))
        eps = (math.sqrt(now) * x - math.sqrt(now) * denoised) / math.sqrt(1 - now)
        scaled = math.sqrt(then) * denoised + c1 * case.draw(i + 1) + c2 * eps + math.sqrt(then * now) * g
        x = scaled / math.sqrt(then)
    return x


def dps(case, steps):
    sigmas = [*diffusion_levels(steps), 0.0]
    x = sigmas[0] * case.draw(0)
    for i, (sigma, following) in enumerate(zip(sigmas, sigmas[1:])):
        now, then, alpha, beta = preserving(sigma, following)
        scaled = (math.sqrt(now) * x).detach().requires_grad_(True)
        denoised = denoise(scaled / math.sqrt(now), sigma)
        distance = (case.y - case.apply(denoised)).norm()
        gradient = case.authors(0.5, 0.3) * torch.autograd.grad(distance, scaled)[0]
        mean = (math.sqrt(alpha) * (1 - then) * scaled + math.sqrt(then) * beta * denoised) / (1 - now)
        deviation = math.sqrt(beta * (1 - then) / (1 - now))
        x = ((mean + deviation * case.draw(i + 1) - gradient) / math.sqrt(then)).detach()
    return x


def ddnm(case, steps):
    sigmas = [*diffusion_levels(steps), 0.0]
    x = sigmas[0] * case.draw(0)
    for i, (sigma, following) in enumerate(zip(sigmas, sigmas[1:])):
        now, then, alpha, beta = preserving(sigma, following)
        denoised = denoise(x, sigma)
        a = math.sqrt(then) * beta / (1 - now)
        tau = math.sqrt(beta * (1 - then) / (1 - now))
        weight = 1.0 if tau >= a * SIGMA_Y else tau / (a * SIGMA_Y)
        gamma = tau**2 - (a * weight * SIGMA_Y) ** 2
        rectified = denoised + weight * case.adjoint(case.y - case.apply(denoised))  # a mask is its own inverse
        scaled = a * rectified + math.sqrt(alpha) * (1 - then) / (1 - now) * math.sqrt(now) * x
        x = (scaled + math.sqrt(max(0.0, gamma)) * case.draw(i + 1)) / math.sqrt(then)
    return x


def red_diff(case, steps):
    sigmas = diffusion_levels(steps)
    measured = float(case.keep.sum() * 3) if case.keep is not None else float(case.y.numel())
    mu = case.solve(case.adjoint(case.y), SIGMA_Y**2).requires_grad_(True)
    adam = torch.optim.Adam([mu], lr=case.authors(0.5, 0.1), betas=(0.9, 0.99))
    for i, sigma in enumerate(sigmas):
        kept = 1 / (1 + sigma**2)
        drawn = case.draw(i + 1)
        with torch.no_grad():
            scaled = math.sqrt(kept) * mu + math.sqrt(1 - kept) * drawn
            eps = (scaled - math.sqrt(kept) * denoise(scaled / math.sqrt(kept), sigma)) / math.sqrt(1 - kept)
        data = ((case.y - case.apply(mu)) ** 2).sum() / measured / 2
        prior = 0.25 * math.sqrt((1 - kept) / kept) * ((eps - drawn) * mu).mean()
        adam.zero_grad()
        (mu.numel() * (data + prior)).backward()  # the scale makes Adam's epsilon nothing
        adam.step()
    return mu.detach()


def exact_draw(case, guess, sigma, i, steps):
    data = case.y + SIGMA_Y * noise(case.seed, 0x10001 + i, case.y, 0 if case.keep is not None else case.offset)
    return case.proximal(case.keep * data if case.keep is not None else data, guess + sigma * case.draw(0x20001 + i),
                         sigma)


def chain(case, guess, sigma, i, steps):
    """The authors' dynamics and published settings: 100 steps, tau 0.01, a rate that falls to a hundredth."""
    rate, x = case.authors(5e-5, 1e-4) * (1 - 0.99 * i / steps), guess
    for k in range(100):
        gradient = case.adjoint(case.apply(x) - case.y) / 0.01**2 + (x - guess) / sigma**2
        x = x - rate * gradient + math.sqrt(2 * rate) * case.draw(0x30000 + 100 * i + k)
    return x


def rising(high, low, count):
    return [(high ** (1 / 7) + i / count * (low ** (1 / 7) - high ** (1 / 7))) ** 7 for i in range(count + 1)]


def daps(case, steps, draw=chain):
    inner, top, bottom = 5, 80.0, 0.1
    sigmas = [*rising(top, bottom, steps)[:-1], 0.0]
    x = sigmas[0] * case.draw(0)
    for i, (sigma, following) in enumerate(zip(sigmas, sigmas[1:])):
        flow = rising(sigma, 0.01, inner)
        for level, lower in zip(flow, flow[1:]):
            x = x + (lower - level) * (x - denoise(x, level)) / level
        x = draw(case, x, sigma, i, steps)
        x = x + following * case.draw(i + 1)
    return x


def map_ga(case, steps, last=20):
    """Algorithm 3 of the paper, or 2 with last = 0; the denoiser in place of the consistency model, without the prior."""
    inner, end = 10, 0.002
    closing = SIGMA_Y if last else end
    sigmas = rising(80.0, closing, steps)
    z = sigmas[0] * case.draw(0)
    for i, (sigma, following) in enumerate(zip(sigmas, sigmas[1:])):
        for _ in range(inner):
            estimate, vjp = with_vjp(z, sigma)
            likelihood = case.solve(case.adjoint(case.y - case.apply(estimate)), (SIGMA_Y / end) ** 2) / end**2
            z = z + (SIGMA_Y**2 + end**2) * vjp(likelihood)
        z = denoise(z, sigma) + math.sqrt(max(0.0, following**2 - closing**2)) * case.draw(i + 1)
    levels = rising(closing, end, last) if last else []
    for i, (sigma, following) in enumerate(zip(levels, levels[1:])):
        estimate, vjp = with_vjp(z, sigma)
        width2 = sigma**2 / (1 + sigma**2)
        score = case.solve(case.adjoint(case.y - case.apply(estimate)), SIGMA_Y**2 / width2) / width2
        z = estimate + sigma**2 * vjp(score)
        z = z + math.sqrt(max(0.0, following**2 - end**2)) * case.draw(steps + i + 1)
    return z


REFERENCES = {"dpir": dpir, "ddrm": ddrm, "pigdm": pigdm, "dps": dps, "ddnm": ddnm, "red-diff": red_diff,
              "daps": daps, "daps:draw=exact": lambda case, steps: daps(case, steps, exact_draw),
              "map-ga": map_ga, "map-ga:pigdm-steps=0": lambda case, steps: map_ga(case, steps, 0)}
MASKS_ONLY = {"ddrm", "ddnm"}  # need the singular values, and here know those of a mask


def cases(clean, seed):
    """Name, case, the margin that the result lacks, and the options of `restore`."""
    keep = (torch.rand(1, 1, SIDE, SIDE, generator=torch.Generator().manual_seed(seed)) > 0.5).double()
    noisy = clean + NOISE / 255 * torch.randn(clean.shape, generator=torch.Generator().manual_seed(seed + 1),
                                              dtype=torch.float64)
    write(noisy, work / "y.png")
    write((1 - keep).expand(-1, 3, -1, -1), work / "mask.png")
    y = keep * (2 * read(work / "y.png") - 1)
    physics = deepinv.physics.Inpainting((3, SIDE, SIDE), mask=keep[0].expand(3, -1, -1))
    yield ("inpaint", Case(y, physics, 0, seed, keep), 0, ["--mask", work / "mask.png", "--denoise-unmasked"])
    kernel = gaussian(0.8)
    physics = deepinv.physics.Blur(filter=kernel, padding="valid", max_iter=500, tol=1e-8)
    margin = kernel.shape[-1] // 2
    whole = torch.nn.functional.pad(clean, [margin] * 4, mode="reflect")
    blurred = physics.A(whole)
    blurred = blurred + NOISE / 255 * torch.randn(blurred.shape, generator=torch.Generator().manual_seed(seed + 2),
                                                  dtype=torch.float64)
    write(blurred, work / "y.png")
    yield ("deblur", Case(2 * read(work / "y.png") - 1, physics, margin, seed), margin,
           ["--kernel", "gaussian:0.8", "--linear-light", "off"])


found = {}
for index, path in enumerate(sorted(pathlib.Path(options.folder).iterdir())[: options.photos]):
    photo = 0.2 + 0.6 * read(path)  # so that no noise is cut off at black or white, for which Lacuna makes up
    top, left = (photo.shape[2] - SIDE) // 2, (photo.shape[3] - SIDE) // 2
    clean = photo[:, :, top:top + SIDE, left:left + SIDE].contiguous()
    for task, case, margin, extra in cases(clean, index):
        for solver in options.solvers.split(","):
            if task not in options.tasks.split(",") or (solver in MASKS_ONLY and task != "inpaint"):
                continue
            steps = 8 if solver == "dpir" else options.steps  # deepinv's DPIR has no other number
            # On [-1, 1] an inpainting's y is 0 where nothing is measured; deepinv takes [0, 1], with 0 there.
            if solver == "dpir" and task == "inpaint":
                moved = Case(case.y + case.keep - 1, case.physics, 0, case.seed, case.keep)
                theirs = REFERENCES[solver](moved, steps)
            else:
                theirs = REFERENCES[solver](case, steps)
            theirs = theirs[:, :, margin:margin + SIDE, margin:margin + SIDE].double()
            name, *setting = solver.split(":")
            values = [word for each in setting for word in ("--" + each.split("=")[0], each.split("=")[1])]
            run(options.cli, "restore", work / "y.png", "-o", work / "out.png", "--task", task, *extra, "--noise",
                NOISE, "--solver", name, *values, "--steps", steps, "--seed", index, "--model", model, "--trust-program",
                "--precision", "float32", "--quiet")
            ours = read(work / "out.png")
            theirs = (theirs.clamp(-1, 1) + 1) / 2
            apart = 255 * float((ours - theirs).abs().max())
            pair = psnr(ours, clean), psnr(theirs, clean)
            found.setdefault((solver, task), []).append((*pair, apart))
            print(f"{path.name}, {solver}, {task}: here {pair[0]:.3f} dB, reference {pair[1]:.3f} dB, at most {apart:.1f} "
                  "levels apart", flush=True)
worst = 0.0
for (solver, task), values in found.items():
    ours, theirs, _ = numpy.mean(values, axis=0)
    worst = max(worst, abs(ours - theirs))
    print(f"{solver}, {task}: here {ours:.2f} dB, reference {theirs:.2f} dB, difference {ours - theirs:+.3f}, at most "
          f"{max(value[2] for value in values):.1f} levels apart, {len(values)} photographs")
raise SystemExit(0 if worst < 0.05 else 1)
