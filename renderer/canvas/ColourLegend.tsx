// By what nodes are coloured, and what the colours mean: in a corner of the canvas.

import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown, PaintBucket } from 'lucide-react';
import { CATEGORIES, type ItemCategory } from '../state/catalogue.ts';
import { colourBy, usePanels, type Colouring } from '../state/panels-store.ts';
import controls from '../ui/controls.module.css';
import { heatText, type HeatScale } from './heat.ts';
import type { CanvasNode } from './project.ts';
import styles from './ColourLegend.module.css';

const CHOICES: readonly { readonly colouring: Colouring; readonly title: string; readonly help: string }[] = [
  { colouring: 'category', title: 'Category', help: 'What nodes are' },
  { colouring: 'parameters', title: 'Parameters', help: 'Numbers that training changes' },
  { colouring: 'macs', title: 'MACs', help: 'Multiply-accumulates for one image' },
  { colouring: 'activations', title: 'Memory', help: 'Bytes of the outputs for one image' },
  {
    colouring: 'receptiveField',
    title: 'Receptive field',
    help: 'Longer side of the part of the image that one output element depends on',
  },
];

interface ColourLegendProps {
  readonly nodes: readonly CanvasNode[];
  /** Undefined where colours are by category. */
  readonly scale: HeatScale | undefined;
  /** There is a banner at the top. */
  readonly below: boolean;
}

export function ColourLegend({ nodes, scale, below }: ColourLegendProps) {
  const colouring = usePanels((state) => state.colouring);
  const choice = CHOICES.find((one) => one.colouring === colouring) ?? CHOICES[0]!;
  return (
    <div
      className={styles.legend}
      data-below={below ? '' : undefined}
      role="group"
      aria-label="Colours"
      title={choice.help}
    >
      <Menu.Root>
        <Menu.Trigger className={styles.trigger} aria-label={`Colour by: ${choice.title}`}>
          <PaintBucket size={13} aria-hidden />
          <span>{choice.title}</span>
          <ChevronDown size={12} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className={controls.positioner} sideOffset={6} align="end">
            <Menu.Popup className={controls.popup}>
              <Menu.RadioGroup
                value={colouring}
                onValueChange={(value: Colouring) => colourBy(value)}
                aria-label="Colour by"
              >
                {CHOICES.map(({ colouring: value, title, help }) => (
                  <Menu.RadioItem
                    key={value}
                    value={value}
                    className={controls.item}
                    title={help}
                    closeOnClick
                  >
                    <span className={controls.check}>
                      <Menu.RadioItemIndicator>
                        <Check size={13} />
                      </Menu.RadioItemIndicator>
                    </span>
                    {title}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              {scale === undefined ? <Categories nodes={nodes} /> : null}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {scale === undefined ? null : <Scale scale={scale} />}
    </div>
  );
}

function Scale({ scale: { metric, maximum, unbounded } }: { readonly scale: HeatScale }) {
  if (maximum === 0 && !unbounded) return <div className={styles.none}>none on this level</div>;
  return (
    <div className={styles.scale}>
      <div className={styles.ramp} />
      <div className={styles.ends}>
        <span>0</span>
        <span>
          {[maximum === 0 ? '' : heatText(maximum, metric), unbounded ? 'the whole input' : '']
            .filter((text) => text !== '')
            .join(' or ')}
        </span>
      </div>
    </div>
  );
}

/** The colours of the categories that are on the level. */
function Categories({ nodes }: { readonly nodes: readonly CanvasNode[] }) {
  const here = new Set(nodes.map(({ data }) => data.category));
  const shown = CATEGORIES.filter((category) => here.has(suffix(category)));
  if (shown.length === 0) return null;
  return (
    <>
      <div className={controls.separator} />
      <ul className={styles.categories} aria-label="Categories on this level">
        {shown.map((category) => (
          <li key={category}>
            <span className={styles.swatch} style={{ '--category': `var(--category-${suffix(category)})` }} />
            {category === 'block' ? 'Block' : category[0]!.toUpperCase() + category.slice(1)}
          </li>
        ))}
      </ul>
    </>
  );
}

function suffix(category: ItemCategory): string {
  return category.replaceAll(' ', '-');
}
