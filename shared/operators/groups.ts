// Channels that are split into groups: what several operators and templates say where they cannot be.

import { problem, type Problem } from './define.ts';

/** Groups must divide the channels that arrive; reported at the attribute `groups`. */
export function inputGroupsProblem(channels: number, groups: number): Problem | undefined {
  if (channels % groups === 0) return undefined;
  const advice =
    channels === 1 ? 'Set the groups to 1.' : `Choose a number of groups that divides ${channels}.`;
  return problem(
    'groups-do-not-divide-input',
    `${counted(channels, 'input')} cannot be split into ${groups} groups. ${advice}`,
    { attribute: 'groups' },
  );
}

/** Groups must divide the channels on both sides of a grouped convolution; `undefined` where what arrives is not known. */
export function groupsProblem(
  groups: number,
  inChannels: number | undefined,
  outChannels: number,
): Problem | undefined {
  const input = inChannels === undefined ? undefined : inputGroupsProblem(inChannels, groups);
  if (input !== undefined || outChannels % groups === 0) return input;
  return problem(
    'groups-do-not-divide-output',
    `${counted(outChannels, 'output')} cannot be split into ${groups} groups. Choose a multiple of ${groups}.`,
    { attribute: 'outChannels' },
  );
}

function counted(channels: number, side: 'input' | 'output'): string {
  return `${channels} ${side} ${channels === 1 ? 'channel' : 'channels'}`;
}
