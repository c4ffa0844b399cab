// The page without a network: what it is for, and how to begin.

import { Button } from '../ui/Button.tsx';
import { addNetworks } from './compare-store.ts';
import { LESSON, originsOf } from './lesson.ts';
import styles from './Compare.module.css';

export function Empty() {
  return (
    <div className={styles.empty}>
      <h3>Put networks side by side</h3>
      <p>
        Their parameters, multiply-accumulates, memory and depth in one table and as plots; their time,
        measured here; and what differs between two of them, layer by layer.
      </p>
      <Button look="primary" onClick={() => addNetworks(originsOf(LESSON))}>
        The lesson's table
      </Button>
      <p className={styles.dim}>
        The lesson compares VGG-16, ResNet-50, DenseNet-121 and EfficientNet-B0. Others are added above; files
        may be .netloom, .netloom.json or .onnx, and may be dropped here.
      </p>
    </div>
  );
}
