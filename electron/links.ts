// The web pages that the app may open in the user's browser. No other address ever leaves the app.

import { PRESETS } from '../renderer/presets/index.ts';

export const HELP_LINKS = [
  { title: 'ONNX Operators', url: 'https://onnx.ai/onnx/operators/' },
  { title: 'PyTorch Layers', url: 'https://docs.pytorch.org/docs/stable/nn.html' },
] as const;

/** Help, and the paper of every preset. Compared whole: an address that only begins like one is another. */
export function isExternalLink(url: string): boolean {
  return HELP_LINKS.some((link) => link.url === url) || PRESETS.some((preset) => preset.paper.url === url);
}
