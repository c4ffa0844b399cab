// Operator and template icons by the kebab-case names that the registry uses. A test holds the table to it.

import {
  Activity,
  ArrowDownToLine,
  ArrowRight,
  Box,
  Boxes,
  ChartLine,
  Circle,
  Equal,
  Expand,
  Flag,
  Grid2x2,
  Grid3x3,
  Image,
  Layers,
  Merge,
  Minimize2,
  Plus,
  Rows3,
  Shrink,
  Sigma,
  Square,
  X,
  type LucideIcon,
} from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  activity: Activity,
  'arrow-down-to-line': ArrowDownToLine,
  'arrow-right': ArrowRight,
  box: Box,
  boxes: Boxes,
  'chart-line': ChartLine,
  circle: Circle,
  equal: Equal,
  expand: Expand,
  flag: Flag,
  'grid-2x2': Grid2x2,
  'grid-3x3': Grid3x3,
  image: Image,
  layers: Layers,
  merge: Merge,
  'minimize-2': Minimize2,
  plus: Plus,
  'rows-3': Rows3,
  shrink: Shrink,
  sigma: Sigma,
  square: Square,
  x: X,
};

export function hasIcon(name: string): boolean {
  return Object.hasOwn(ICONS, name);
}

export function Icon({ name, size = 14 }: { readonly name: string; readonly size?: number }) {
  const Glyph = (hasIcon(name) ? ICONS[name] : undefined) ?? Square;
  return <Glyph size={size} strokeWidth={1.75} aria-hidden focusable={false} />;
}
