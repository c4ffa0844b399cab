// Operator and template icons by the kebab-case names that the registry uses. A test holds the table to it.

import {
  Activity,
  ArrowRight,
  Box,
  ChartBellCurve,
  ChartColumn,
  ChartLine,
  ChartNoAxesCombined,
  ChartSpline,
  Dices,
  Expand,
  Flag,
  Focus,
  FoldHorizontal,
  GitMerge,
  Grid3x3,
  Image,
  Layers,
  Layers2,
  Minimize2,
  Network,
  Plus,
  Shrink,
  SlidersVertical,
  Spline,
  SplinePointer,
  Square,
  SunDim,
  TrendingDown,
  TrendingUp,
  TrendingUpDown,
  X,
  type LucideIcon,
} from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  activity: Activity,
  'arrow-right': ArrowRight,
  box: Box,
  'chart-bell-curve': ChartBellCurve,
  'chart-column': ChartColumn,
  'chart-line': ChartLine,
  'chart-no-axes-combined': ChartNoAxesCombined,
  'chart-spline': ChartSpline,
  dices: Dices,
  expand: Expand,
  flag: Flag,
  focus: Focus,
  'fold-horizontal': FoldHorizontal,
  'git-merge': GitMerge,
  'grid-3x3': Grid3x3,
  image: Image,
  layers: Layers,
  'layers-2': Layers2,
  'minimize-2': Minimize2,
  network: Network,
  plus: Plus,
  shrink: Shrink,
  'sliders-vertical': SlidersVertical,
  spline: Spline,
  'spline-pointer': SplinePointer,
  square: Square,
  'sun-dim': SunDim,
  'trending-down': TrendingDown,
  'trending-up': TrendingUp,
  'trending-up-down': TrendingUpDown,
  x: X,
};

export function hasIcon(name: string): boolean {
  return Object.hasOwn(ICONS, name);
}

export function Icon({ name, size = 14 }: { readonly name: string; readonly size?: number }) {
  const Glyph = (hasIcon(name) ? ICONS[name] : undefined) ?? Square;
  return <Glyph size={size} strokeWidth={1.75} aria-hidden focusable={false} />;
}
