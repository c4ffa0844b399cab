// Buttons: with words, or an icon with a name for those who cannot see it.

import type { ComponentProps, ReactNode } from 'react';
import { Tip } from './Tip.tsx';
import styles from './controls.module.css';

type Look = 'plain' | 'primary' | 'ghost';

const LOOKS: Readonly<Record<Look, string>> = {
  plain: '',
  primary: styles.primary ?? '',
  ghost: styles.ghost ?? '',
};

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look;
}

export function Button({ look = 'plain', className = '', ...props }: ButtonProps) {
  return <button type="button" {...props} className={`${styles.button} ${LOOKS[look]} ${className}`} />;
}

interface IconButtonProps extends Omit<ButtonProps, 'aria-label' | 'title'> {
  readonly label: string;
  readonly keys?: string | undefined;
  readonly children: ReactNode;
}

/** A square button with an icon; its label is its name and its tooltip. */
export function IconButton({ label, keys, className = '', look = 'ghost', ...props }: IconButtonProps) {
  return (
    <Tip text={label} keys={keys}>
      <Button {...props} look={look} aria-label={label} className={`${styles.square} ${className}`} />
    </Tip>
  );
}
