// What is reported in place of the specs where the desktop app cannot run.

import { test } from '@playwright/test';
import { electronHere } from './electron.ts';

const electron = electronHere();
test.skip(`every spec in the desktop app: ${'missing' in electron ? electron.missing : ''}`, () => undefined);
