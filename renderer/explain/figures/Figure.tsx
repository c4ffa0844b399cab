// The figure of a kind, drawn for a subject; nothing where the subject has not what it needs.

import { assertNever } from '../../../shared/lib/assert-never.ts';
import type { Subject } from '../subject.ts';
import type { FigureKind } from '../texts/types.ts';
import { AttentionFigure } from './AttentionFigure.tsx';
import { ChannelsFigure } from './ChannelsFigure.tsx';
import { CurveFigure } from './CurveFigure.tsx';
import { InsideFigure } from './InsideFigure.tsx';
import { MergeFigure } from './MergeFigure.tsx';
import { NormFigure } from './NormFigure.tsx';
import { ShuffleFigure } from './ShuffleFigure.tsx';
import { WindowFigure } from './WindowFigure.tsx';

export function Figure({ kind, subject }: { readonly kind: FigureKind; readonly subject: Subject }) {
  switch (kind) {
    case 'window':
      return <WindowFigure subject={subject} />;
    case 'channels':
      return <ChannelsFigure subject={subject} />;
    case 'shuffle':
      return <ShuffleFigure subject={subject} />;
    case 'curve':
      return <CurveFigure subject={subject} />;
    case 'norm':
      return <NormFigure subject={subject} />;
    case 'merge':
      return <MergeFigure subject={subject} />;
    case 'attention':
      return <AttentionFigure subject={subject} />;
    case 'inside':
      return <InsideFigure subject={subject} />;
    default:
      return assertNever(kind);
  }
}
