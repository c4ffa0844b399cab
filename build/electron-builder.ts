// What is packaged, and with which of Electron's doors shut.

import type { Configuration } from 'electron-builder';

/** `test` lets Playwright attach; everything else is as released. */
export type Flavour = 'release' | 'test';

export function packageConfiguration(flavour: Flavour): Configuration {
  return {
    appId: 'dev.netloom.app',
    productName: 'Netloom',
    directories: { output: 'release', buildResources: 'build' },
    // Everything that runs is bundled in dist/: no package goes along.
    files: ['dist/electron/**', 'dist/renderer/**', 'package.json', '!node_modules/**'],
    asar: true,
    npmRebuild: false,
    icon: 'build/icons/icon.png',
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: flavour === 'test',
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      // On, it has cost pages of other schemes their cross-origin isolation; the app has no file: pages.
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
    },
    fileAssociations: [
      {
        ext: 'netloom',
        name: 'Netloom network',
        description: 'Netloom network',
        mimeType: 'application/x-netloom',
        role: 'Editor',
      },
    ],
    linux: {
      target: ['AppImage', 'tar.gz'],
      category: 'Development',
      synopsis: 'Design convolutional networks',
    },
    mac: { target: ['dmg'], category: 'public.app-category.developer-tools' },
    win: { target: ['nsis'] },
    nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
    publish: null,
  };
}
