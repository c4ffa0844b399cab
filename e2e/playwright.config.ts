// The same specs against both hosts: the served app in Chromium, and the desktop app where Electron can run.

import { defineConfig } from '@playwright/test';
import { findChromium } from '../build/chromium.ts';
import { electronHere } from './electron.ts';

const executablePath = findChromium();

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  // Two cores: Chromium and its software GPU fill them.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    // What `addInitScript` leaves of the picker cannot be driven; downloads can.
    acceptDownloads: true,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          ...(executablePath === undefined ? {} : { executablePath }),
          args: [
            '--headless=new',
            '--no-sandbox',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--disable-quic',
            '--no-first-run',
            '--enable-unsafe-webgpu',
            '--use-webgpu-adapter=swiftshader',
            '--enable-unsafe-swiftshader',
          ],
        },
      },
    },
    // Without the binary one test stands for them all: skipped, and its name says why.
    'path' in electronHere() ? { name: 'electron' } : { name: 'electron', testMatch: 'electron-absent.ts' },
  ],
});
