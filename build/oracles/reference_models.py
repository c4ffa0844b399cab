"""PyTorch forms, written from the papers, of the networks among our presets that torchvision does not have.

state_dicts.py takes their names, shapes and counts, numerics.py their outputs.
"""

import torch
from torch import nn
from torch.nn import functional as F
from torchvision.ops import SqueezeExcitation


class PreActBlock(nn.Module):
    """He et al. 2016, figure 4e: normalisation and ReLU before each convolution."""

    def __init__(self, channels, kernels, widths, stride, strided):
        super().__init__()
        self.count = len(kernels)
        previous = channels
        for index, (kernel, width) in enumerate(zip(kernels, widths), start=1):
            step = stride if index == strided else 1
            setattr(self, f"bn{index}", nn.BatchNorm2d(previous))
            convolution = nn.Conv2d(previous, width, kernel, step, kernel // 2, bias=False)
            setattr(self, f"conv{index}", convolution)
            previous = width
        self.downsample = None
        if stride != 1 or channels != previous:
            self.downsample = nn.Sequential(nn.Conv2d(channels, previous, 1, stride, bias=False))

    def forward(self, x):
        active = F.relu(self.bn1(x))
        skip = x if self.downsample is None else self.downsample(active)
        y = self.conv1(active)
        for index in range(2, self.count + 1):
            y = getattr(self, f"conv{index}")(F.relu(getattr(self, f"bn{index}")(y)))
        return y + skip


class PreActResNet(nn.Module):
    def __init__(self, depths, bottleneck):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        channels = 64
        for stage, depth in enumerate(depths):
            planes = 64 * 2**stage
            blocks = []
            for block in range(depth):
                stride = 2 if stage > 0 and block == 0 else 1
                if bottleneck:
                    shape = ((1, 3, 1), (planes, planes, 4 * planes), stride, 2)
                else:
                    shape = ((3, 3), (planes, planes), stride, 1)
                blocks.append(PreActBlock(channels, *shape))
                channels = shape[1][-1]
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.norm = nn.BatchNorm2d(channels)
        self.fc = nn.Linear(channels, 1000)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(F.relu(self.norm(x)).mean((2, 3)))


class SEBottleneck(nn.Module):
    """Hu et al. 2018: squeeze-and-excitation on the branch, before the addition."""

    def __init__(self, channels, planes, stride):
        super().__init__()
        wide = 4 * planes
        self.conv1 = nn.Conv2d(channels, planes, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.conv3 = nn.Conv2d(planes, wide, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(wide)
        self.se = SqueezeExcitation(wide, wide // 16)
        self.downsample = None
        if stride != 1 or channels != wide:
            projection = nn.Conv2d(channels, wide, 1, stride, bias=False)
            self.downsample = nn.Sequential(projection, nn.BatchNorm2d(wide))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        y = self.se(self.bn3(self.conv3(y)))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class SEResNet50(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        channels = 64
        for stage, depth in enumerate((3, 4, 6, 3)):
            planes = 64 * 2**stage
            blocks = []
            for block in range(depth):
                blocks.append(SEBottleneck(channels, planes, 2 if stage > 0 and block == 0 else 1))
                channels = 4 * planes
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(channels, 1000)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


def conv_bn_relu(channels, width, kernel, stride=1, groups=1):
    convolution = nn.Conv2d(channels, width, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(width), nn.ReLU())


class MobileNetV1(nn.Module):
    """Howard et al. 2017, table 1."""

    def __init__(self):
        super().__init__()
        layers = [conv_bn_relu(3, 32, 3, 2)]
        channels = 32
        strided = {128: 2, 256: 2, 512: 2, 1024: 2}
        for width in (64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024):
            stride = 1 if width == channels else strided.get(width, 1)
            depthwise = conv_bn_relu(channels, channels, 3, stride, channels)
            layers.append(nn.Sequential(depthwise, conv_bn_relu(channels, width, 1)))
            channels = width
        self.features = nn.Sequential(*layers)
        self.fc = nn.Linear(1024, 1000)

    def forward(self, x):
        return self.fc(self.features(x).mean((2, 3)))


def plain_branch(channels, *layers):
    parts = []
    for width, kernel in layers:
        parts += [nn.Conv2d(channels, width, kernel, padding=kernel // 2), nn.ReLU()]
        channels = width
    return parts


class PlainInception(nn.Module):
    def __init__(self, channels, one, reduce3, three, reduce5, five, pool):
        super().__init__()
        self.branch1 = nn.Sequential(*plain_branch(channels, (one, 1)))
        self.branch2 = nn.Sequential(*plain_branch(channels, (reduce3, 1), (three, 3)))
        self.branch3 = nn.Sequential(*plain_branch(channels, (reduce5, 1), (five, 5)))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1), *plain_branch(channels, (pool, 1)))
        self.width = one + three + five + pool

    def forward(self, x):
        return torch.cat([self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)], 1)


class PlainConv(nn.Module):
    def __init__(self, *arguments):
        super().__init__()
        self.conv = nn.Conv2d(*arguments)

    def forward(self, x):
        return F.relu(self.conv(x))


class GoogLeNet2014(nn.Module):
    """Szegedy et al. 2015, table 1, without the auxiliary classifiers."""

    MODULES = {
        "3a": (64, 96, 128, 16, 32, 32),
        "3b": (128, 128, 192, 32, 96, 64),
        "4a": (192, 96, 208, 16, 48, 64),
        "4b": (160, 112, 224, 24, 64, 64),
        "4c": (128, 128, 256, 24, 64, 64),
        "4d": (112, 144, 288, 32, 64, 64),
        "4e": (256, 160, 320, 32, 128, 128),
        "5a": (256, 160, 320, 32, 128, 128),
        "5b": (384, 192, 384, 48, 128, 128),
    }

    def __init__(self):
        super().__init__()
        self.conv1 = PlainConv(3, 64, 7, 2, 3)
        self.conv2 = PlainConv(64, 64, 1)
        self.conv3 = PlainConv(64, 192, 3, 1, 1)
        channels = 192
        for name, widths in self.MODULES.items():
            module = PlainInception(channels, *widths)
            setattr(self, f"inception{name}", module)
            channels = module.width
        self.fc = nn.Linear(1024, 1000)

    def forward(self, x):
        def pool(y):
            return F.max_pool2d(y, 3, 2, ceil_mode=True)

        x = F.local_response_norm(pool(self.conv1(x)), 5)
        x = pool(F.local_response_norm(self.conv3(self.conv2(x)), 5))
        for name in self.MODULES:
            x = getattr(self, f"inception{name}")(x)
            if name in ("3b", "4e"):
                x = pool(x)
        return self.fc(x.mean((2, 3)))


class LeNet5(nn.Module):
    """LeCun et al. 1998 in its usual modern form. Its fixture of names would be ours alone, so it is in no table."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.avg_pool2d(torch.tanh(self.conv1(x)), 2)
        x = F.avg_pool2d(torch.tanh(self.conv2(x)), 2).flatten(1)
        return self.fc3(torch.tanh(self.fc2(torch.tanh(self.fc1(x)))))


REFERENCE_MODELS = {
    "googlenet_2014": GoogLeNet2014,
    "mobilenet_v1": MobileNetV1,
    "preact_resnet18": lambda: PreActResNet((2, 2, 2, 2), bottleneck=False),
    "preact_resnet50": lambda: PreActResNet((3, 4, 6, 3), bottleneck=True),
    "preact_resnet200": lambda: PreActResNet((3, 24, 36, 3), bottleneck=True),
    "se_resnet50": SEResNet50,
}
