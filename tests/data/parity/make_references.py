#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the reference files that test_parity compares with: make_references.py CHECKOUTS FOLDER

CHECKOUTS holds the official code: guided-diffusion (openai), edm (NVlabs), consistency_models (openai), DPIR and KAIR
(cszn) and k-diffusion (crowsonkb), each in a folder whose name ends so. Further needed: torch, diffusers, einops,
safetensors. Every network is small, odd and random; its weights are stored in float16 and evaluated in float32. For each
there are noisy pictures x_SIGMA.npy and what the official code makes of them, D_SIGMA.npy; references.json lists them.
Of those that can't be small there are the tensors' names and shapes only, NAME.txt, from which both sides draw them.
"""
import copy
import importlib.machinery
import importlib.util
import json
import pathlib
import pickle
import sys
import types

import numpy
import torch

CHECKOUTS = pathlib.Path(sys.argv[1])
FOLDER = pathlib.Path(sys.argv[2])
REFERENCES = []


def checkout(name):
    return next(path for path in CHECKOUTS.iterdir() if path.name.endswith(name))


def stub(name):
    """An empty module in place of one that is imported and not needed."""
    module = types.ModuleType(name)
    module.__path__ = []
    module.__spec__ = importlib.machinery.ModuleSpec(name, None)
    sys.modules[name] = module
    return module


def randomize(module, seed):
    """Every parameter matters: the official code starts some at zero."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in module.parameters():
            scale = parameter[0].numel() ** -0.5 if parameter.dim() > 1 else 0.2
            offset = 1.0 if parameter.dim() == 1 and parameter.mean() > 0.5 else 0.0
            value = torch.randn(parameter.shape, generator=generator) * scale + offset
            parameter.copy_(value.half().float())
    return module.eval().requires_grad_(False)


def draw(module, path, prefix=""):
    """Weights that follow from the tensors' names (splitmix64 from FNV-1a of the name), which go into that file."""
    lines = []
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            name = prefix + name
            seed = 0xCBF29CE484222325
            for byte in name.encode():
                seed = (seed ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
            z = numpy.uint64(seed) + numpy.arange(1, parameter.numel() + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
            z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
            z = z ^ (z >> numpy.uint64(31))
            value = (z >> numpy.uint64(40)).astype(numpy.float64) / 2**23 - 1
            if parameter.dim() > 1:
                value *= (3 / parameter[0].numel()) ** 0.5
            else:
                value = value * 0.25 + (1 if name.endswith("weight") else 0)
            parameter.copy_(torch.from_numpy(value.astype(numpy.float32)).reshape(parameter.shape))
            lines.append(" ".join(map(str, [name, *parameter.shape])))
    path.write_text("\n".join(lines) + "\n")
    return module.eval().requires_grad_(False)


def halves(state):
    return {name: value.half() if value.is_floating_point() else value for name, value in state.items()}


def record(model, denoise, sigmas, size=(16, 24), label=-1):
    folder = FOLDER / pathlib.Path(model).name.split(".")[0]
    folder.mkdir(exist_ok=True)
    generator = torch.Generator().manual_seed(len(REFERENCES))
    for sigma in sigmas:
        x = torch.rand(2, 3, *size, generator=generator) * 2 - 1
        x = x + sigma * torch.randn(x.shape, generator=generator)
        with torch.no_grad():
            D = denoise(x, torch.full((2,), sigma))
        numpy.save(folder / f"x_{sigma:g}.npy", x.numpy())
        numpy.save(folder / f"D_{sigma:g}.npy", D.numpy())
    REFERENCES.append({"model": model, "data": folder.name, "sigmas": list(sigmas), "label": label})


def k_diffusion():
    """Its wrappers alone, without what its samplers need."""
    package = stub("k_diffusion")
    package.sampling = stub("k_diffusion.sampling")
    package.utils = stub("k_diffusion.utils")
    package.utils.append_dims = lambda x, dims: x[(...,) + (None,) * (dims - x.ndim)]
    path = checkout("k-diffusion") / "k_diffusion/external.py"
    spec = importlib.util.spec_from_file_location("k_diffusion.external", path)
    external = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(external)
    return external


EXTERNAL = k_diffusion()


def adm(wide=False):
    sys.path.insert(0, str(checkout("guided-diffusion")))
    from guided_diffusion.gaussian_diffusion import get_named_beta_schedule
    from guided_diffusion.unet import UNetModel

    def write(name, seed, flags, sidecar, sigmas, label=-1, legacy=False, prefix=""):
        model = UNetModel(image_size=32, in_channels=3, **flags)
        if name.endswith(".txt"):
            draw(model, FOLDER / name, prefix)
        else:
            state = {prefix + key: value for key, value in halves(randomize(model, seed).state_dict()).items()}
            torch.save(state, FOLDER / name, _use_new_zipfile_serialization=not legacy)
        (FOLDER / (name + ".json")).write_text(json.dumps(sidecar) + "\n")
        steps = sidecar.get("diffusion_steps", 1000)
        betas = get_named_beta_schedule(sidecar["noise_schedule"], steps)
        diffusion = types.SimpleNamespace(alphas_cumprod=numpy.cumprod(1 - betas))

        def network(x, t, **kwargs):
            if sidecar.get("rescale_timesteps"):
                t = t * (1000.0 / steps)
            return model(x, t, **kwargs)

        denoiser = EXTERNAL.OpenAIDenoiser(network, diffusion, has_learned_sigmas=flags["out_channels"] == 6)
        extra = {"y": torch.tensor([label, label])} if label >= 0 else {}

        def denoise(x, sigma):
            if sidecar.get("predict_xstart"):
                return network(x / (1 + sigma[:, None, None, None] ** 2) ** 0.5, denoiser.sigma_to_t(sigma))[:, :3]
            return denoiser(x, sigma, **extra)

        record(name, denoise, sigmas, label=label)

    if wide:
        write("adm_unequal.txt", 0,
              dict(model_channels=32, out_channels=6, num_res_blocks=1, attention_resolutions=(2, 4), channel_mult=(1, 2, 3), num_heads=4,
                   num_heads_upsample=2),
              dict(num_heads=4, num_heads_upsample=2, noise_schedule="linear", predict_xstart=True), [0.04, 2.9, 77.0])
        write("adm_half.txt", 0,
              dict(model_channels=64, out_channels=3, num_res_blocks=2, attention_resolutions=(1, 2), channel_mult=(0.5, 1), num_head_channels=32,
                   use_scale_shift_norm=True, resblock_updown=True),
              dict(num_head_channels=32, noise_schedule="cosine"), [0.11, 6.5])
        return
    write("adm_updown.pt", 1,
          dict(model_channels=32, out_channels=6, num_res_blocks=1, attention_resolutions=(2,), channel_mult=(1, 1), num_head_channels=16,
               use_scale_shift_norm=True, resblock_updown=True),
          dict(num_head_channels=16, noise_schedule="linear"), [0.0213, 1.7, 93.0])
    write("adm_classes.pt", 2,
          dict(model_channels=32, out_channels=6, num_res_blocks=1, attention_resolutions=(1, 4), channel_mult=(1, 1, 1), num_classes=7, num_heads=2,
               use_new_attention_order=True),
          dict(num_heads=2, use_new_attention_order=True, noise_schedule="cosine", diffusion_steps=400, rescale_timesteps=True),
          [0.3, 12.5], label=5, legacy=True)
    write("adm_pooling.txt", 3,
          dict(model_channels=16, out_channels=3, num_res_blocks=1, attention_resolutions=(), channel_mult=(2, 2), conv_resample=False, num_heads=4,
               num_heads_upsample=2),
          dict(num_heads=4, num_heads_upsample=2, noise_schedule="linear"), [0.05, 4.4], prefix="module.")


def consistency():
    class FlashAttention(torch.nn.Module):
        """What the CUDA kernel of that name computes, (batch, tokens, three, heads, channels) → (batch, tokens, heads, channels)."""

        def __init__(self, attention_dropout=0.0, **kwargs):
            super().__init__()

        def forward(self, qkv, **kwargs):
            q, k, v = qkv.unbind(2)
            shares = (torch.einsum("bthd,bshd->bhts", q, k) * q.shape[-1] ** -0.5).softmax(-1)
            return torch.einsum("bhts,bshd->bthd", shares, v), None

    stubs = ["flash_attn", "flash_attn.flash_attention", "piq", "torchvision", "torchvision.transforms", "cm.dist_util"]
    for name in stubs:
        stub(name)
    sys.modules["flash_attn.flash_attention"].FlashAttention = FlashAttention
    sys.modules["piq"].LPIPS = object
    sys.modules["torchvision.transforms"].RandomCrop = object
    sys.path.insert(0, str(checkout("consistency_models")))
    from cm.karras_diffusion import KarrasDenoiser
    from cm.unet import UNetModel

    flags = dict(model_channels=32, out_channels=3, num_res_blocks=1, attention_resolutions=(2,), channel_mult=(1, 1), num_classes=3, num_head_channels=16,
                 use_scale_shift_norm=True, resblock_updown=True)
    model = draw(UNetModel(image_size=32, in_channels=3, **flags), FOLDER / "consistency.txt")
    (FOLDER / "consistency.txt.json").write_text(json.dumps(dict(num_head_channels=16)) + "\n")
    karras = KarrasDenoiser(loss_norm="l2")
    y = torch.tensor([2, 2])
    record("consistency.txt", lambda x, sigma: karras.denoise(model, x, sigma, y=y)[1], [0.004, 0.9, 61.0], label=2)
    for name in stubs:
        del sys.modules[name]


def edm(discrete=False):
    sys.path.insert(0, str(checkout("edm")))
    from training import networks

    def write(name, seed, build, sigmas, label=-1, protocol=4):
        net = randomize(build, seed)
        half = copy.deepcopy(net).half()
        # EDM puts its source code into the file, which is not ours to hand on.
        classes = {type(module) for module in half.modules() if hasattr(module, "_orig_module_src")}
        sources = {kind: kind._orig_module_src for kind in classes}
        for kind in classes:
            kind._orig_module_src = "# left out"
        with open(FOLDER / name, "wb") as stream:
            pickle.dump(dict(ema=half, augment_pipe=None, dataset_kwargs=dict(resolution=net.img_resolution)), stream, protocol)
        for kind, source in sources.items():
            kind._orig_module_src = source
        for module in net.modules():  # what was rounded in the file must be rounded here
            for key, buffer in module.named_buffers(recurse=False):
                setattr(module, key, buffer.half().float())
        labels = torch.eye(net.label_dim)[[label, label]] if label >= 0 else None
        record(name, lambda x, sigma: net(x, sigma, class_labels=labels), sigmas, size=(16, 24), label=label)

    if discrete:
        write("edm_iddpm.pkl", 23,
              networks.iDDPMPrecond(16, 3, M=120, model_channels=8, channel_mult=[1, 1], channel_mult_emb=1, num_blocks=1, attn_resolutions=[8]),
              [0.05, 1.2, 300.0])
        return
    small = dict(model_channels=16, channel_mult=[1, 2], channel_mult_emb=2, num_blocks=1, attn_resolutions=[8], dropout=0.1)
    write("edm_ddpmpp_vp.pkl", 5, networks.VPPrecond(16, 3, augment_dim=9, **small), [0.003, 0.7, 140.0])
    write("edm_ncsnpp_ve.pkl", 6,
          networks.VEPrecond(16, 3, embedding_type="fourier", channel_mult_noise=2, encoder_type="residual", resample_filter=[1, 3, 3, 1], **small),
          [0.03, 1.3, 90.0])
    write("edm_skip.pkl", 7,
          networks.EDMPrecond(16, 3, label_dim=5, model_type="SongUNet", encoder_type="skip", decoder_type="skip", resample_filter=[1, 3, 3, 1],
                              **dict(small, model_channels=8)),
          [0.002, 0.5, 70.0], label=3, protocol=2)
    write("edm_unlabelled.pkl", 8,
          networks.EDMPrecond(16, 3, label_dim=5, model_type="SongUNet", **dict(small, model_channels=8, channel_mult=[1, 2, 2], num_blocks=2)), [0.5])
    write("edm_adm.pkl", 9,
          networks.EDMPrecond(16, 3, label_dim=4, augment_dim=9, model_channels=8, channel_mult=[1, 1, 2], channel_mult_emb=2, num_blocks=1,
                              attn_resolutions=[4]), [0.02, 1.0, 33.0], label=1)
    # EDM's networks have a head for every 64 channels, and these fewer channels.
    several = networks.EDMPrecond(16, 3, model_channels=16, channel_mult=[1, 2], channel_mult_emb=1, num_blocks=1, attn_resolutions=[8, 16])
    for block in several.modules():
        if getattr(block, "num_heads", 0):
            block.num_heads = block.out_channels // 8
    write("edm_adm_heads.pkl", 10, several, [0.4, 11.0])


def with_diffusers(schedules=False):
    import diffusers
    import safetensors.torch  # noqa: F401

    def write(name, seed, config, scheduler, sigmas, label=-1, safetensors=True, subfolder=False, old=False):
        model = randomize(diffusers.UNet2DModel(**config), seed)
        folder = FOLDER / name
        inner = folder / "unet" if subfolder else folder
        copy.deepcopy(model).half().save_pretrained(inner, safe_serialization=safetensors)
        if old:  # as files of 2022 have it
            path = inner / "diffusion_pytorch_model.bin"
            state = {}
            for key, value in torch.load(path).items():
                for new, was in (("to_q", "query"), ("to_k", "key"), ("to_v", "value"), ("to_out.0", "proj_attn")):
                    key = key.replace(new, was)
                state[key] = value
            torch.save(state, path)
        schedule = diffusers.DDPMScheduler(**scheduler)
        schedule.save_pretrained(folder / "scheduler" if subfolder else folder)

        def network(x, t, **kwargs):
            return model(x, t, **kwargs).sample

        kinds = {"epsilon": EXTERNAL.DiscreteEpsDDPMDenoiser, "v_prediction": EXTERNAL.DiscreteVDDPMDenoiser, "sample": EXTERNAL.DiscreteEpsDDPMDenoiser}
        denoiser = kinds[scheduler["prediction_type"]](network, schedule.alphas_cumprod, False)
        extra = {"class_labels": torch.tensor([label, label])} if label >= 0 else {}
        if scheduler["prediction_type"] == "sample":
            def denoise(x, sigma):
                return network(x / (1 + sigma[:, None, None, None] ** 2) ** 0.5, denoiser.sigma_to_t(sigma), **extra)
        else:
            def denoise(x, sigma):
                return denoiser(x, sigma, **extra)
        record(name, denoise, sigmas, label=label)

    common = dict(sample_size=32, norm_num_groups=8)
    if schedules:
        small = dict(block_out_channels=(8, 8), down_block_types=("DownBlock2D", "AttnDownBlock2D"), up_block_types=("AttnUpBlock2D", "UpBlock2D"),
                     layers_per_block=1, attention_head_dim=8, **common)
        write("diffusers_sigmoid", 17, small, dict(prediction_type="epsilon", beta_schedule="sigmoid", beta_end=0.03), [0.05, 3.3])
        write("diffusers_trained", 18, small, dict(prediction_type="epsilon", trained_betas=[0.001 + 0.0007 * i ** 1.5 for i in range(60)]), [0.08, 1.9])
        write("diffusers_zero_snr", 19, small, dict(prediction_type="v_prediction", beta_schedule="scaled_linear", rescale_betas_zero_snr=True), [0.3, 210.0])
        write("diffusers_laplace", 20, small, dict(prediction_type="sample", beta_schedule="laplace"), [0.5, 4.0])
        return
    write("diffusers_ddpm", 11,
          dict(block_out_channels=(16, 16, 32), down_block_types=("DownBlock2D", "AttnDownBlock2D", "DownBlock2D"),
               up_block_types=("UpBlock2D", "AttnUpBlock2D", "UpBlock2D"), layers_per_block=1, downsample_padding=0, flip_sin_to_cos=False, freq_shift=1,
               norm_eps=1e-6, attention_head_dim=None, act_fn="silu", **common),
          dict(prediction_type="epsilon", beta_schedule="linear", clip_sample=True), [0.02, 2.2, 120.0], safetensors=False, old=True)
    write("diffusers_velocity", 12,
          dict(block_out_channels=(8, 16), down_block_types=("AttnDownBlock2D", "AttnDownBlock2D"), up_block_types=("AttnUpBlock2D", "AttnUpBlock2D"),
               layers_per_block=2, attention_head_dim=8, resnet_time_scale_shift="scale_shift", downsample_type="resnet", upsample_type="resnet",
               num_class_embeds=6, mid_block_scale_factor=1.4142, **common),
          dict(prediction_type="v_prediction", beta_schedule="squaredcos_cap_v2", num_train_timesteps=500), [0.1, 9.0], label=4)
    write("diffusers_sample", 13,
          dict(block_out_channels=(8, 16), down_block_types=("ResnetDownsampleBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "ResnetUpsampleBlock2D"),
               layers_per_block=1, add_attention=False, attention_head_dim=4, center_input_sample=True, act_fn="mish", out_channels=3, **common),
          dict(prediction_type="sample", beta_schedule="scaled_linear", beta_start=0.0008, beta_end=0.012), [0.2, 5.0], subfolder=True)


def diffusers_scores():
    """NCSN++ of scores, whose weights are drawn, and times that were learned one by one."""
    import diffusers
    from diffusers.schedulers.deprecated.scheduling_karras_ve import KarrasVeScheduler

    def write(name, config, scheduler, denoise_with, sigmas):
        folder = FOLDER / name
        model = diffusers.UNet2DModel(sample_size=32, **config)
        model.save_config(folder)
        scheduler.save_pretrained(folder)
        draw(model, folder / "tensors.txt")
        record(name, denoise_with(lambda x, t: model(x, t).sample), sigmas, size=(16, 16))

    def karras(network):  # KarrasVePipeline's step
        schedule = KarrasVeScheduler()

        def denoise(x, sigma):
            output = sigma[0] / 2 * network((x + 1) / 2, sigma / 2)
            return schedule.step(output, sigma[0], 0.0, x).pred_original_sample

        return denoise

    write("diffusers_ncsnpp",
          dict(block_out_channels=(32, 32, 64), down_block_types=("SkipDownBlock2D", "AttnSkipDownBlock2D", "SkipDownBlock2D"),
               up_block_types=("SkipUpBlock2D", "AttnSkipUpBlock2D", "SkipUpBlock2D"), layers_per_block=1, time_embedding_type="fourier",
               norm_num_groups=16, norm_eps=1e-6, attention_head_dim=16, mid_block_scale_factor=2**0.5, center_input_sample=True),
          diffusers.ScoreSdeVeScheduler(sigma_max=348), karras, [0.05, 2.6, 310.0])

    def learned(network):
        schedule = diffusers.DDPMScheduler(num_train_timesteps=50, beta_end=0.2)
        denoiser = EXTERNAL.DiscreteEpsDDPMDenoiser(lambda x, t: network(x, t.long()), schedule.alphas_cumprod, True)
        return denoiser

    write("diffusers_learned",
          dict(block_out_channels=(16, 16), down_block_types=("SkipDownBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "SkipUpBlock2D"),
               layers_per_block=1, time_embedding_type="learned", num_train_timesteps=50, norm_num_groups=8, add_attention=False),
          diffusers.DDPMScheduler(num_train_timesteps=50, beta_end=0.2), learned, [0.7])


def diffusers_conditions():
    """Times of noise levels that are steps all the same, and classes that are embedded as times are."""
    import diffusers

    def write(name, config, label, sigmas):
        folder = FOLDER / name
        model = diffusers.UNet2DModel(sample_size=32, block_out_channels=(16, 16), layers_per_block=1, norm_num_groups=8, add_attention=False,
                                      down_block_types=("DownBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "UpBlock2D"), **config)
        schedule = diffusers.DDPMScheduler(beta_schedule="linear")
        model.save_config(folder)
        schedule.save_pretrained(folder)
        draw(model, folder / "tensors.txt")
        extra = {} if label < 0 else {"class_labels": torch.tensor([label, label])}
        denoiser = EXTERNAL.DiscreteEpsDDPMDenoiser(lambda x, t: model(x, t, **extra).sample, schedule.alphas_cumprod, False)
        record(name, denoiser, sigmas, size=(16, 16), label=label)

    write("diffusers_fourier_steps", dict(time_embedding_type="fourier"), -1, [0.02, 0.9, 60.0])
    write("diffusers_class_times", dict(class_embed_type="timestep"), 137, [0.4, 7.0])


def drunet():
    sys.path.insert(0, str(checkout("DPIR")))
    from models.network_unet import UNetRes

    for name, colours, seed in (("drunet_color.pth", 3, 14), ("drunet_gray.pth", 1, 15)):
        model = randomize(UNetRes(in_nc=colours + 1, out_nc=colours, nc=[8, 12, 16, 20], nb=2, act_mode="R"), seed)
        torch.save(halves(model.state_dict()), FOLDER / name, _use_new_zipfile_serialization=colours == 3)

        def denoise(x, sigma):
            y = ((x + 1) / 2).reshape(-1, colours, *x.shape[2:])
            level = torch.full((y.shape[0], 1, *y.shape[2:]), sigma[0].item() / 2)
            return 2 * model(torch.cat((y, level), 1)).reshape(x.shape) - 1

        record(name, denoise, [0.04, 0.3])


def drunet_single():
    """Of one block, and at sides that are no multiples of 8: what the network makes of the mirrored picture."""
    sys.path.insert(0, str(checkout("DPIR")))
    from models.network_unet import UNetRes

    for name, colours, seed in (("drunet_single.pth", 3, 26), ("drunet_single_gray.pth", 1, 27)):
        model = randomize(UNetRes(in_nc=colours + 1, out_nc=colours, nc=[3, 4, 5, 6], nb=1), seed)
        torch.save(halves(model.state_dict()), FOLDER / name, _use_new_zipfile_serialization=False)

        def denoise(x, sigma):
            y = ((x + 1) / 2).reshape(-1, colours, *x.shape[2:])
            y = torch.nn.functional.pad(y, (0, -y.shape[3] % 8, 0, -y.shape[2] % 8), mode="reflect")
            level = torch.full((y.shape[0], 1, *y.shape[2:]), sigma[0].item() / 2)
            return 2 * model(torch.cat((y, level), 1))[..., : x.shape[2], : x.shape[3]].reshape(x.shape) - 1

        record(name, denoise, [0.2], size=(19, 13))


def drunet_with_biases():
    sys.path.insert(0, str(checkout("KAIR")))
    from models.network_unet import UNetRes

    model = randomize(UNetRes(in_nc=4, out_nc=3, nc=[6, 8, 10, 12], nb=2), 21)
    torch.save(halves(model.state_dict()), FOLDER / "drunet_biased.pth")

    def denoise(x, sigma):
        level = torch.full((x.shape[0], 1, *x.shape[2:]), sigma[0].item() / 2)
        return 2 * model(torch.cat(((x + 1) / 2, level), 1)) - 1

    record("drunet_biased.pth", denoise, [0.04, 0.3])


def ffdnet():
    sys.path.insert(0, str(checkout("KAIR")))
    from models.network_ffdnet import FFDNet

    for name, colours, seed in (("ffdnet_color.pth", 3, 28), ("ffdnet_gray.pth", 1, 31)):
        model = randomize(FFDNet(in_nc=colours, out_nc=colours, nc=10, nb=5, act_mode="R"), seed)
        torch.save(halves(model.state_dict()), FOLDER / name)

        def denoise(x, sigma):
            y = ((x + 1) / 2).reshape(-1, colours, *x.shape[2:])
            return 2 * model(y, torch.full((y.shape[0], 1, 1, 1), sigma[0].item() / 2)).reshape(x.shape) - 1

        record(name, denoise, [0.04, 0.5])


def script(odd=False):
    class Number(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.convolution = torch.nn.Conv2d(3, 3, 3, padding=1)

        def forward(self, x, sigma: float):
            return self.convolution(x) / (1.0 + sigma)

    if odd:
        module = randomize(Number(), 22)
        torch.jit.script(module).save(str(FOLDER / "script_number.pt"))
        record("script_number.pt", lambda x, sigma: module(x, sigma[0].item()), [0.5], size=(33, 47))
        record("script.pt", torch.jit.load(FOLDER / "script.pt"), [1.5], size=(48, 40))
        return
    class Shrink(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.convolution = torch.nn.Conv2d(3, 3, 3, padding=1)

        def forward(self, x, sigma):
            return self.convolution(x) / (1 + sigma.reshape(-1, 1, 1, 1))

    module = randomize(Shrink(), 16)
    torch.jit.script(module).save(str(FOLDER / "script.pt"))
    record("script.pt", module, [0.5], size=(32, 32))


torch.set_num_threads(1)
for family in (adm, consistency, edm, with_diffusers, drunet, script, lambda: adm(wide=True), lambda: with_diffusers(schedules=True),
               drunet_with_biases, lambda: script(odd=True), lambda: edm(discrete=True), drunet_single, diffusers_scores, diffusers_conditions,
               ffdnet):
    family()
    # The checkouts have modules of the same names.
    for name in [name for name in sys.modules if name.split(".")[0] in ("models", "utils", "training", "torch_utils", "dnnlib")]:
        del sys.modules[name]
(FOLDER / "references.json").write_text(json.dumps(REFERENCES, indent=1) + "\n")
