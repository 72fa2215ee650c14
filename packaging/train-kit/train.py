#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains a network of the family lacuna-unet on a machine that has a GPU for some minutes and PyTorch, but not Lacuna.

Network, loss and optimizers are those of lacuna-train (core/training), and so are the keys of --config; the batches
are made on the device. Weights are written so that `lacuna-train --init` and Lacuna itself read them. It stops after
--minutes. The state of the training is written once a minute; --resume goes on from it.

  packaging/train-kit/train.py --crops crops.tar --init photo.safetensors --config long.json --minutes 8 --out OUT

Writes OUT/weights.safetensors (the average that validates best), OUT/state.pt and OUT/log.txt. Without a GPU it runs on
the CPU. Pictures are decoded by Pillow, or by torchvision where there is no Pillow.
"""

import argparse
import io
import json
import math
import os
import pathlib
import struct
import sys
import tarfile
import time

# TrainingConfig's defaults (core/training/training_config.h).
DEFAULTS = {
    "channels": [64, 96, 128, 256], "blocks_per_level": [2], "embedding": 128, "fourier": 32, "pixel_unshuffle": 2,
    "crop": 96, "batch": 8, "shrink_max": 3.0, "crop_candidates": 1, "crop_gate": 0.5,
    "wide_share": 0.0, "wide_crop": 192, "wide_batch": 3, "wide_uniform_share": 0.5, "wide_sigma_min": 0.5,
    "wide_sigma_max": 10.0,
    "sigma_data": 0.5, "sigma_mean": -1.6, "sigma_deviation": 1.1, "uniform_share": 0.25, "sigma_min": 0.002,
    "sigma_max": 80.0,
    "optimizer": "adamw", "learning_rate": 7e-4, "muon_rate": 2e-3, "muon_momentum": 0.95, "final_rate": 0.01,
    "warmup": 500, "weight_decay": 0.01, "clip": 1.0, "ema": [0.999, 0.9998], "bfloat16": True, "seed": 1,
}
LEVELS = (5, 15, 25, 50)  # of the validation, of 255
GROUPS = 4  # of a batch; the squares of a group are shrunk by the same factor


def read_config(path, base):
    config = dict(base)
    try:
        given = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        sys.exit(f"train.py: {path}: {error}")
    unknown = sorted(set(given) - set(DEFAULTS))
    if unknown:
        sys.exit(f"train.py: {path}: unknown setting {unknown[0]!r}")
    config.update(given)
    if not isinstance(config["ema"], list):
        config["ema"] = [config["ema"]]
    return config


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crops", help="the tar file that pack.py wrote")
    parser.add_argument("--init", help="start from these weights (safetensors of the family lacuna-unet)")
    parser.add_argument("--config", help="settings (JSON), as for lacuna-train")
    parser.add_argument("--resume", help="continue from this OUT/state.pt, with its settings")
    parser.add_argument("--out", help="folder for the results")
    parser.add_argument("--minutes", type=float, help="when to stop, the writing of the last weights included")
    parser.add_argument("--of-minutes", type=float, help="length of the whole schedule, for a training in several "
                        "pieces that --resume joins (default: --minutes, or what --resume left of the schedule)")
    parser.add_argument("--scale-batch", type=int, default=1,
                        help="makes each batch so many times larger, for a device that is faster then (default 1)")
    parser.add_argument("--name", default="photo", help="name of the model (default photo)")
    parser.add_argument("--licence", default="", help="SPDX licence identifier to write into the weights")
    parser.add_argument("--print-config", action="store_true", help="print all settings with their defaults")
    arguments = parser.parse_args()
    if arguments.print_config:
        print(json.dumps(DEFAULTS, indent=2))
        sys.exit(0)
    for name in ("crops", "out", "minutes"):
        if getattr(arguments, name) is None:
            parser.error(f"--{name} is missing")
    return arguments


ARGUMENTS = parse_arguments()

import torch  # noqa: E402: --help and --print-config work without it
import torch.nn.functional as F  # noqa: E402

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


# Files ----------------------------------------------------------------------------------------------------------------

def read_safetensors(path):
    data = pathlib.Path(path).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    types = {"F16": torch.float16, "F32": torch.float32, "BF16": torch.bfloat16}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(bytearray(data[8 + length + begin:8 + length + end]), dtype=types[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"]).float()
    return tensors, metadata


def write_atomically(path, data):
    part = pathlib.Path(f"{path}.part")
    part.write_bytes(data)
    os.replace(part, path)


def write_weights(path, weights, config):
    header, body = {}, b""
    preconditioning = {"kind": "edm", "sigma_data": config["sigma_data"], "c_noise": "log(sigma)/4",
                       "sigma_min": config["sigma_min"], "sigma_max": config["sigma_max"]}
    counts = [blocks_at(config, level) for level in range(len(config["channels"]))]
    network = {"channels": config["channels"], "blocks_per_level": counts,
               "embedding": config["embedding"], "fourier": config["fourier"],
               "pixel_unshuffle": config["pixel_unshuffle"], "in_channels": 3}
    header["__metadata__"] = {"lacuna.family": "lacuna-unet", "lacuna.config": json.dumps(network),
                              "lacuna.preconditioning": json.dumps(preconditioning), "lacuna.range": "[-1,1]",
                              "lacuna.name": ARGUMENTS.name}
    if ARGUMENTS.licence:
        header["__metadata__"]["lacuna.licence"] = ARGUMENTS.licence
    for name in sorted(weights):
        raw = weights[name].detach().half().cpu().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F16", "shape": list(weights[name].shape), "data_offsets": [len(body),
                                                                                           len(body) + len(raw)]}
        body += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    write_atomically(path, struct.pack("<Q", len(text)) + text + body)


def decoded(data):
    """uint8, (3, height, width)."""
    try:
        from PIL import Image
        import numpy
        return torch.from_numpy(numpy.array(Image.open(io.BytesIO(data)).convert("RGB"))).permute(2, 0, 1)
    except ImportError:
        from torchvision.io import ImageReadMode, decode_image
        return decode_image(torch.frombuffer(bytearray(data), dtype=torch.uint8), ImageReadMode.RGB)


def read_crops(path):
    crops, validation = [], []
    with tarfile.open(path) as tar:
        for entry in tar:
            picture = decoded(tar.extractfile(entry).read())
            (validation if entry.name.startswith("validation/") else crops).append(picture)
    return torch.stack(crops).to(DEVICE), validation


# The network (core/models/lacuna_unet.cpp) ----------------------------------------------------------------------------

def blocks_at(config, level):
    counts = config["blocks_per_level"]
    return counts[level] if len(counts) > 1 else counts[0]


def shapes_of(config):
    width, embedding = config["channels"], config["embedding"]
    last = len(width) - 1
    image = 3 * config["pixel_unshuffle"] ** 2
    shapes = {"f": (config["fourier"],)}

    def layer(name, shape, outputs):
        shapes[name + ".weight"], shapes[name + ".bias"] = shape, (outputs,)

    def blocks(side, index, level):
        n = width[level]
        for block in range(blocks_at(config, level)):
            layer(f"{side}.{index}.{block}.a", (n, n, 3, 3), n)
            layer(f"{side}.{index}.{block}.b", (n, n, 3, 3), n)
            layer(f"{side}.{index}.{block}.e", (2 * n, embedding), 2 * n)

    layer("emb.0", (embedding, 2 * config["fourier"]), embedding)
    layer("emb.2", (embedding, embedding), embedding)
    layer("inp", (width[0], image, 3, 3), width[0])
    layer("out", (image, width[0], 3, 3), image)
    for level in range(last + 1):
        blocks("down", level, level)
    for i in range(last):
        layer(f"ds.{i}", (width[i + 1], width[i], 2, 2), width[i + 1])
        target = last - 1 - i
        layer(f"us.{i}", (width[target + 1], width[target], 2, 2), width[target])
        blocks("up", i, target)
    return shapes


def is_embedding(name):
    return name == "f" or name.startswith("emb.") or ".e." in name


def initial_weights(config, generator):
    """He's initialisation, but zeros where a residual block, the modulation and the output end."""
    weights = {}
    for name, shape in shapes_of(config).items():
        if name == "f":
            weights[name] = 0.5 * 48.0 ** (torch.arange(shape[0]) / max(1, shape[0] - 1))
        elif name.endswith((".bias", ".b.weight", ".e.weight")) or name == "out.weight":
            weights[name] = torch.zeros(shape)
        else:
            fan = shape[0] if name.startswith("us.") else math.prod(shape[1:])
            weights[name] = torch.randn(shape, generator=generator) * math.sqrt(2 / fan)
    return weights


def network(config, weights, z, c):
    """F(z, c)."""
    def convolve(name, x):
        return F.conv2d(x, weights[name + ".weight"], weights[name + ".bias"], padding=1)

    def linear(name, x):
        return F.linear(x, weights[name + ".weight"], weights[name + ".bias"])

    phase = c.unsqueeze(1) * weights["f"]
    e = F.silu(linear("emb.2", F.silu(linear("emb.0", torch.cat([phase.sin(), phase.cos()], 1)))))

    def blocks(side, index, level, x):
        for block in range(blocks_at(config, level)):
            name = f"{side}.{index}.{block}."
            a = F.silu(convolve(name + "a", x))
            scale, shift = linear(name + "e", e).to(a.dtype)[:, :, None, None].chunk(2, 1)
            x = x + convolve(name + "b", a * (1 + scale) + shift)
        return x

    last = len(config["channels"]) - 1
    x = convolve("inp", F.pixel_unshuffle(z, config["pixel_unshuffle"]))
    skips = []
    for level in range(last + 1):
        if level > 0:
            skips.append(x)
            x = F.conv2d(x, weights[f"ds.{level - 1}.weight"], weights[f"ds.{level - 1}.bias"], stride=2)
        x = blocks("down", level, level, x)
    for i in range(last):
        x = F.conv_transpose2d(x, weights[f"us.{i}.weight"], weights[f"us.{i}.bias"], stride=2) + skips.pop()
        x = blocks("up", i, last - 1 - i, x)
    return F.pixel_shuffle(convolve("out", x), config["pixel_unshuffle"])


def scales_of(sigma, sigma_data):
    s = sigma.view(-1, 1, 1, 1)
    total = s * s + sigma_data ** 2
    return sigma_data ** 2 / total, s * sigma_data / total.sqrt(), total.rsqrt(), sigma.log() / 4


def estimate(config, weights, x, sigma):
    """F of EDM's preconditioning, and its c_skip and c_out."""
    skip, out, scale, c = scales_of(sigma, config["sigma_data"])
    z = (scale * x).to(weights["inp.weight"].dtype).contiguous(memory_format=torch.channels_last)
    return network(config, weights, z, c).float(), skip, out


def edm_loss(config, weights, clean, noise, sigma):
    x = clean + sigma.view(-1, 1, 1, 1) * noise
    f, skip, out = estimate(config, weights, x, sigma)
    return (f - (clean - skip * x) / out).pow(2).mean()


def for_convolutions(config, weights):
    if not config["bfloat16"]:
        return weights
    return {name: tensor if is_embedding(name) else tensor.to(torch.bfloat16) for name, tensor in weights.items()}


# Batches, made on the device (core/training/batch_feed.cpp, photo_set.cpp) --------------------------------------------

def drawn_squares(crops, count, side, config, generator):
    """`count` squares of `side` pixels in [-1, 1], shrunk by one factor, turned and mirrored."""
    def uniform():
        return torch.rand((), generator=generator).item()

    most = min(config["shrink_max"], crops.shape[-1] / side)
    source = min(crops.shape[-1], round(side * most ** uniform()))
    candidates = config["crop_candidates"] if uniform() < config["crop_gate"] else 1
    number = count * candidates
    which = torch.randint(crops.shape[0], (number,), generator=generator).tolist()
    left = torch.randint(crops.shape[-1] - source + 1, (number,), generator=generator).tolist()
    top = torch.randint(crops.shape[-2] - source + 1, (number,), generator=generator).tolist()
    squares = torch.stack([crops[n, :, y:y + source, x:x + source] for n, x, y in zip(which, left, top)]).float()
    if source != side:
        squares = F.interpolate(squares, (side, side), mode="bilinear", antialias=True)
    if candidates > 1:
        steep = (squares.diff(dim=-1).abs().sum((1, 2, 3)) + squares.diff(dim=-2).abs().sum((1, 2, 3)))
        best = steep.view(count, candidates).argmax(1) + candidates * torch.arange(count, device=squares.device)
        squares = squares[best]
    turn = int(8 * uniform())
    squares = squares.flip(-1) if turn & 1 else squares
    squares = squares.flip(-2) if turn & 2 else squares
    squares = squares.transpose(-1, -2) if turn & 4 else squares
    return squares * (2 / 255) - 1


def drawn_sigma(count, config, wide, generator):
    share, low, high = ((config["wide_uniform_share"], config["wide_sigma_min"], config["wide_sigma_max"]) if wide
                        else (config["uniform_share"], config["sigma_min"], config["sigma_max"]))
    flat = torch.exp(math.log(low) + math.log(high / low) * torch.rand(count, generator=generator))
    normal = torch.exp(config["sigma_mean"] + config["sigma_deviation"] * torch.randn(count, generator=generator))
    normal = normal.clamp(config["sigma_min"], config["sigma_max"])
    return torch.where(torch.rand(count, generator=generator) < share, flat, normal).to(DEVICE)


def batch(crops, config, generator):
    wide = torch.rand((), generator=generator).item() < config["wide_share"]
    count = (config["wide_batch"] if wide else config["batch"]) * ARGUMENTS.scale_batch
    side = config["wide_crop"] if wide else config["crop"]
    groups = min(GROUPS, count)
    sizes = [count // groups + (i < count % groups) for i in range(groups)]
    clean = torch.cat([drawn_squares(crops, size, side, config, generator) for size in sizes])
    return clean, torch.randn_like(clean), drawn_sigma(count, config, wide, generator)


# Optimizers (core/training/optimizer.cpp) -----------------------------------------------------------------------------

def is_for_muon(config, name):
    return (config["optimizer"] == "muon" and name.endswith(".weight") and not is_embedding(name) and
            name not in ("inp.weight", "out.weight"))


def orthogonalized(x):
    """Newton-Schulz for a stack of matrices."""
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-12)
    for _ in range(5):
        square = x @ x.mT
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x.mT if tall else x


class Optimizer:
    def __init__(self, config, weights):
        self.config, self.step = config, 0
        self.muon, self.adam = {}, []
        for name, tensor in weights.items():
            if is_for_muon(config, name):
                matrix = tensor.flatten(1)
                shape = tuple(matrix.t().shape if name.startswith("us.") else matrix.shape)
                self.muon.setdefault(shape, []).append(name)  # filters of one shape are orthogonalized together
            else:
                self.adam.append(name)
        self.first = {name: torch.zeros_like(tensor) for name, tensor in weights.items()}
        self.second = {name: torch.zeros_like(weights[name]) for name in self.adam}

    @torch.no_grad()
    def update(self, weights, share):
        config = self.config
        self.step += 1
        names = list(weights)
        gradients = dict(zip(names, (weights[name].grad for name in names)))
        norm = torch.stack(torch._foreach_norm(list(gradients.values()))).norm()
        torch._foreach_mul_(list(gradients.values()), (config["clip"] / norm).clamp(max=1))
        self._muon(weights, gradients, share)
        self._adam(weights, gradients, share)

    def _muon(self, weights, gradients, share):
        rate, momentum = share * self.config["muon_rate"], self.config["muon_momentum"]
        for shape, names in self.muon.items():
            directions = []
            for name in names:
                self.first[name].lerp_(gradients[name], 1 - momentum)
                matrix = gradients[name].lerp(self.first[name], momentum).flatten(1)
                directions.append(matrix.t() if name.startswith("us.") else matrix)
            steps = orthogonalized(torch.stack(directions).to(torch.bfloat16 if self.config["bfloat16"]
                                                              else torch.float32)).float()
            scale = math.sqrt(max(1.0, shape[0] / shape[1]))
            for name, step in zip(names, steps):
                step = (step.t() if name.startswith("us.") else step).reshape(weights[name].shape)
                weights[name].mul_(1 - rate * self.config["weight_decay"]).sub_(step, alpha=rate * scale)

    def _adam(self, weights, gradients, share):
        rate = share * self.config["learning_rate"]
        w, g = [weights[name] for name in self.adam], [gradients[name] for name in self.adam]
        first, second = [self.first[name] for name in self.adam], [self.second[name] for name in self.adam]
        torch._foreach_lerp_(first, g, 0.1)
        torch._foreach_mul_(second, 0.999)
        torch._foreach_addcmul_(second, g, g, 0.001)
        deviation = torch._foreach_sqrt(torch._foreach_div(second, 1 - 0.999 ** self.step))
        torch._foreach_add_(deviation, 1e-8)
        torch._foreach_mul_(w, 1 - rate * self.config["weight_decay"])
        torch._foreach_addcdiv_(w, first, deviation, -rate / (1 - 0.9 ** self.step))

    def state(self):
        return {"step": self.step, "first": self.first, "second": self.second}

    def load(self, state):
        self.step = state["step"]
        for mine, theirs in ((self.first, state["first"]), (self.second, state["second"])):
            for name, tensor in theirs.items():
                mine[name].copy_(tensor)


# The training ---------------------------------------------------------------------------------------------------------

@torch.no_grad()
def validated(config, weights, pictures):
    """Mean PSNR in dB at each of LEVELS, as lacuna-train measures it (with other noise)."""
    used, means = for_convolutions(config, weights), []
    for level in LEVELS:
        total = 0.0
        for number, picture in enumerate(pictures):
            clean = picture.to(DEVICE).float()[None] * (2 / 255) - 1
            noise = torch.randn(clean.shape, generator=torch.Generator().manual_seed(number)).to(DEVICE)
            sigma = torch.full((1,), level * 2 / 255, device=DEVICE)
            x = clean + sigma * noise
            f, skip, out = estimate(config, used, x, sigma)
            total -= 10 * math.log10((((skip * x + out * f).clamp(-1, 1) - clean) ** 2).mean().item() / 4)
        means.append(total / len(pictures))
    return means


class Training:
    def __init__(self, out, started):
        self.out, self.started = out, started
        self.log_file = open(out / "log.txt", "a", encoding="utf-8")
        generator = torch.Generator()
        state = torch.load(ARGUMENTS.resume, map_location="cpu") if ARGUMENTS.resume else None
        self.config = state["config"] if state else dict(DEFAULTS)
        given, metadata = read_safetensors(ARGUMENTS.init) if ARGUMENTS.init and not state else ({}, {})
        if metadata:
            network_of_file = json.loads(metadata["lacuna.config"])
            self.config.update({key: value for key, value in network_of_file.items() if key in DEFAULTS})
        if ARGUMENTS.config and not state:
            self.config = read_config(ARGUMENTS.config, self.config)
        if not isinstance(self.config["blocks_per_level"], list):
            self.config["blocks_per_level"] = [self.config["blocks_per_level"]]
        generator.manual_seed(self.config["seed"] + (state["optimizer"]["step"] if state else 0))
        self.generator = generator
        weights = initial_weights(self.config, generator)
        for name in weights:  # blocks that the file lacks stay as they begin, and change nothing at first
            if name in given:
                if given[name].shape != weights[name].shape:
                    sys.exit(f"train.py: {ARGUMENTS.init}: {name} has another shape than the settings ask for")
                weights[name] = given[name]
        self.weights = {name: self.laid_out(tensor) for name, tensor in weights.items()}
        self.averages = [{name: tensor.clone() for name, tensor in self.weights.items()} for _ in self.config["ema"]]
        self.optimizer = Optimizer(self.config, self.weights)
        if state:
            self.restore(state)
        for tensor in self.weights.values():
            tensor.requires_grad_(True)
        self.place = state["place"] if state else 0.0  # share of the schedule that is behind it

    @staticmethod
    def laid_out(tensor):
        tensor = tensor.to(DEVICE).clone()
        return tensor.contiguous(memory_format=torch.channels_last) if tensor.dim() == 4 else tensor

    def restore(self, state):
        for name, tensor in self.weights.items():
            tensor.copy_(state["weights"][name])
        for mine, theirs in zip(self.averages, state["averages"]):
            for name, tensor in mine.items():
                tensor.copy_(theirs[name])
        self.optimizer.load(state["optimizer"])

    def say(self, text):
        line = f"{time.monotonic() - self.started:7.1f} s  {text}"
        print(line, flush=True)
        self.log_file.write(line + "\n")
        self.log_file.flush()

    def share(self, place):
        """Of the learning rates: linear warm-up, then half a cosine over the time."""
        warm = min(1.0, (self.optimizer.step + 1) / max(1, self.config["warmup"]))
        final = self.config["final_rate"]
        return warm * (final + (1 - final) * (1 + math.cos(math.pi * min(1.0, place))) / 2)

    def step(self, crops, place):
        clean, noise, sigma = batch(crops, self.config, self.generator)
        used = for_convolutions(self.config, self.weights)
        loss = edm_loss(self.config, used, clean, noise, sigma)
        for tensor in self.weights.values():
            tensor.grad = None
        loss.backward()
        self.optimizer.update(self.weights, self.share(place))
        with torch.no_grad():
            for average, decay in zip(self.averages, self.config["ema"]):
                # Young averages forget faster, so that the random start doesn't linger.
                keep = min(decay, (1 + self.optimizer.step) / (10 + self.optimizer.step))
                torch._foreach_lerp_(list(average.values()), list(self.weights.values()), 1 - keep)
        return loss.detach(), len(sigma)

    def save(self, place):
        buffer = io.BytesIO()
        torch.save({"config": self.config, "place": place,
                    "weights": {name: tensor.detach() for name, tensor in self.weights.items()},
                    "averages": self.averages, "optimizer": self.optimizer.state()}, buffer)
        write_atomically(self.out / "state.pt", buffer.getvalue())

    def write_best(self, pictures):
        tables = [validated(self.config, average, pictures) for average in self.averages]
        best = max(range(len(tables)), key=lambda i: sum(tables[i]))
        for i, table in enumerate(tables):
            self.say(f"average {i}{' (best)' if i == best else ''}: " + " ".join(f"{psnr:.2f}" for psnr in table))
        write_weights(self.out / "weights.safetensors", self.averages[best], self.config)

    def go(self, crops, pictures):
        begin = time.monotonic()
        reserve = 0.0  # what the last validation and the last writing will take
        self.write_best(pictures)
        reserve = 2 * (time.monotonic() - begin) + 5
        begin = reported = saved = time.monotonic()
        seconds = ARGUMENTS.minutes * 60 - (begin - self.started) - reserve
        start, pictures_seen, losses = self.place, 0, []
        stretch = seconds / (60 * ARGUMENTS.of_minutes) if ARGUMENTS.of_minutes else 1 - start
        while True:
            now = time.monotonic()
            gone = (now - begin) / max(1e-9, seconds)
            if gone >= 1:
                break
            place = min(1.0, start + stretch * gone)
            loss, count = self.step(crops, place)
            losses.append(loss)
            pictures_seen += count
            if now - reported >= 10:
                mean = torch.stack(losses).mean().item()
                if not math.isfinite(mean):
                    sys.exit("train.py: the loss stopped being finite; OUT/state.pt is from before")
                speed = pictures_seen / (now - reported)
                self.say(f"step {self.optimizer.step}, loss {mean:.4f}, {speed:.0f} squares/s, "
                         f"{100 * place:.0f} % of the schedule")
                reported, pictures_seen, losses = now, 0, []
            if now - saved >= 60:
                self.save(place)
                self.write_best(pictures)
                saved = time.monotonic()
        self.save(min(1.0, start + stretch))
        self.write_best(pictures)
        self.say(f"stopped after {self.optimizer.step} steps")


def main():
    started = time.monotonic()
    out = pathlib.Path(ARGUMENTS.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    crops, pictures = read_crops(ARGUMENTS.crops)
    training = Training(out, started)
    training.say(f"{torch.cuda.get_device_name() if DEVICE.type == 'cuda' else 'CPU'}, PyTorch {torch.__version__}, "
                 f"{len(crops)} squares of {crops.shape[-1]} pixels, {len(pictures)} to validate on")
    training.go(crops, pictures)


if __name__ == "__main__":
    main()
