#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists the tensors that published checkpoints have, by building their networks with the official code and the flags that
its README gives: list_tensors.py CHECKOUTS FOLDER (as for ../parity/make_references.py)."""
import importlib.machinery
import json
import pathlib
import sys
import types

import torch
from torch import nn

CHECKOUTS = pathlib.Path(sys.argv[1])
out = pathlib.Path(sys.argv[2])
for name in ("kaiming_uniform_", "uniform_", "normal_", "ones_", "zeros_", "constant_", "orthogonal_"):
    setattr(nn.init, name, lambda tensor, *args, **kwargs: tensor)


def checkout(name):
    sys.path.insert(0, str(next(path for path in CHECKOUTS.iterdir() if path.name.endswith(name))))


def dump(name, network):
    lines = [" ".join([key, *map(str, value.shape)]) + "\n" for key, value in network.state_dict().items()]
    (out / (name + ".txt")).write_text("".join(lines))
    print(name, sum(value.numel() for value in network.state_dict().values()))


def with_config(name, config):
    (out / (name + ".config.json")).write_text(json.dumps(config, indent=1) + "\n")
    dump(name, UNet2DModel.from_config(config))


checkout("guided-diffusion")
from guided_diffusion.script_util import create_model
common = dict(learn_sigma=True, use_scale_shift_norm=True, resblock_updown=True)
dump("256x256_diffusion_uncond", create_model(256, 256, 2, attention_resolutions="32,16,8", num_head_channels=64, **common))
dump("512x512_diffusion_uncond_finetune_008100", create_model(512, 256, 2, attention_resolutions="32,16,8", num_head_channels=64, **common))
dump("ffhq_10m", create_model(256, 128, 1, attention_resolutions="16", num_head_channels=64, **common))
dump("64x64_diffusion", create_model(64, 192, 3, attention_resolutions="32,16,8", num_head_channels=64, class_cond=True, use_new_attention_order=True, **common))
dump("128x128_diffusion", create_model(128, 256, 2, attention_resolutions="32,16,8", num_heads=4, class_cond=True, **common))


def stub(name):
    module = types.ModuleType(name)
    module.__path__ = []
    module.__spec__ = importlib.machinery.ModuleSpec(name, None)
    sys.modules[name] = module


class Nothing(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()


stubs = ["flash_attn", "flash_attn.flash_attention", "piq", "torchvision", "torchvision.transforms", "cm.dist_util"]
for name in [name for name in sys.modules if name.split(".")[0] == "models"]:
    del sys.modules[name]  # DPIR's
checkout("KAIR")
from models.network_ffdnet import FFDNet
dump("ffdnet_color", FFDNet(3, 3, 96, 12))
dump("ffdnet_gray", FFDNet(1, 1, 64, 15))
for name in stubs:
    stub(name)
sys.modules["flash_attn.flash_attention"].FlashAttention = Nothing
sys.modules["piq"].LPIPS = object
sys.modules["torchvision.transforms"].RandomCrop = object
checkout("consistency_models")
from cm.script_util import create_model as create_teacher
dump("edm_imagenet64_ema", create_teacher(64, 192, 3, attention_resolutions="32,16,8", num_head_channels=64, class_cond=True, use_scale_shift_norm=True, resblock_updown=True))
dump("edm_bedroom256_ema", create_teacher(256, 256, 2, attention_resolutions="32,16,8", num_head_channels=64, use_scale_shift_norm=False, resblock_updown=True))
checkout("DPIR")
from models.network_unet import UNetRes
dump("drunet_color", UNetRes(4, 3, [64, 128, 256, 512], 4))
dump("drunet_gray", UNetRes(2, 1, [64, 128, 256, 512], 4))
for name in stubs:
    del sys.modules[name]
import safetensors.torch  # noqa: E402,F401
from diffusers import UNet2DModel  # noqa: E402

ddpm = dict(_class_name="UNet2DModel", act_fn="silu", attention_head_dim=None, center_input_sample=False, downsample_padding=0, flip_sin_to_cos=False,
            freq_shift=1, in_channels=3, layers_per_block=2, mid_block_scale_factor=1, norm_eps=1e-06, norm_num_groups=32, out_channels=3,
            time_embedding_type="positional")
with_config("ddpm-celebahq-256",
            dict(ddpm, sample_size=256, block_out_channels=[128, 128, 256, 256, 512, 512],
                 down_block_types=["DownBlock2D"] * 4 + ["AttnDownBlock2D", "DownBlock2D"],
                 up_block_types=["UpBlock2D", "AttnUpBlock2D"] + ["UpBlock2D"] * 4))
with_config("ddpm-cifar10-32",
            dict(ddpm, sample_size=32, block_out_channels=[128, 256, 256, 256],
                 down_block_types=["DownBlock2D", "AttnDownBlock2D", "DownBlock2D", "DownBlock2D"],
                 up_block_types=["UpBlock2D", "UpBlock2D", "AttnUpBlock2D", "UpBlock2D"]))
