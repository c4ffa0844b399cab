import { describe, expect, test } from 'vitest';
import { findPreset, PRESETS } from './index.ts';
import { presetTitle } from './titles.ts';

const title = (id: string, stored: Readonly<Record<string, unknown>>) => presetTitle(findPreset(id)!, stored);

describe('titles of presets', () => {
  test("are the preset's own, whatever is stored at its default", () => {
    for (const preset of PRESETS) {
      const stored = Object.fromEntries(
        Object.entries(preset.arguments).map(([name, field]) => [name, field.default]),
      );
      expect(presetTitle(preset, {})).toBe(preset.title);
      expect(presetTitle(preset, stored)).toBe(preset.title);
    }
  });

  test('say what is not as published, in the words of the form', () => {
    expect(title('efficientnet_b0', { widthMult: 1.4 })).toBe('EfficientNet-B0, width 1.4');
    expect(title('resnet50', { seReduction: 16 })).toBe('ResNet-50, SE reduction 16');
    expect(title('resnet50', { stages: [3, 4, 23, 3] })).toBe('ResNet-50, blocks per stage 3-4-23-3');
    expect(title('lenet5', { activation: 'ReLU', pooling: 'MaxPool2d' })).toBe(
      'LeNet-5, activation ReLU, pooling maximum',
    );
    expect(title('alexnet', { localResponseNorm: true })).toBe('AlexNet, with local response norm');
  });

  test('classes and image size are told, too: a file is named so', () => {
    const stored = { numClasses: 10, inputSize: 96, inChannels: 1 };
    expect(title('mobilenet_v2', stored)).toBe('MobileNet v2, classes 10, input size 96, input channels 1');
  });

  test('of many changes, some are named; one that is refused is none', () => {
    const stored = { w0: 24, wa: 36.44, wm: 2.49, depth: 13, groupWidth: 8.5 };
    expect(title('regnet_x_8gf', stored)).toBe(
      'RegNetX-8GF, depth 13, initial width 24, slope 36.44, width step 2.49',
    );
    expect(title('regnet_x_8gf', { ...stored, groupWidth: 8 })).toMatch(/, slope 36\.44, 2 more changes$/u);
  });

  test('are the names of the documents that presets make', () => {
    const document = findPreset('efficientnet_b0')!.build({ widthMult: 1.4, numClasses: 10 });
    expect(document).toMatchObject({ name: 'EfficientNet-B0, classes 10, width 1.4' });
  });
});
