// The window: bar, tabs, panels, status, dialogs. The only folder that joins features.

import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { BlockDialog } from '../blocks/BlockDialog.tsx';
import { Compare } from '../compare/Compare.tsx';
import { addPresets } from '../compare/compare-store.ts';
import { FigureDialog } from '../figure/FigureDialog.tsx';
import { Gallery } from '../gallery/Gallery.tsx';
import { FixMenu } from '../inspector/FixMenu.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { useDocumentStore } from '../state/document-store.ts';
import { isDirty, useDocuments } from '../state/open-documents.ts';
import { showDialog, useSession } from '../state/session-store.ts';
import { useSettings } from '../state/settings-store.ts';
import { followWeights } from '../state/stored-weights.ts';
import { frontTitle, titlesOf, useTitle } from '../state/titles.ts';
import { Tour } from '../tour/Tour.tsx';
import { useTour } from '../tour/tour-store.ts';
import { notifyError, Toasts } from '../ui/Toasts.tsx';
import { Announcer } from './Announcer.tsx';
import { followKeys, menuKeys, runCommand } from './commands.ts';
import { listenToClipboard } from './clipboard.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { FileDrag } from './FileDrag.tsx';
import { choosePreset, fileStem, openGivenFile } from './files.ts';
import { FindNodes } from './FindNodes.tsx';
import { host } from './host.ts';
import { keepJournals } from './journals.ts';
import { bindKeys } from './keys.ts';
import { LessonTools } from './LessonTools.tsx';
import { followLostWeights } from './lost-weights.ts';
import { followMenuState } from './menu-state.ts';
import { followRecentFiles } from './recent-files.ts';
import { RecentFiles } from './RecentFiles.tsx';
import { Panels } from './Panels.tsx';
import { offerRecoveries } from './recoveries.ts';
import { ProgressStrips } from './ProgressStrips.tsx';
import { RecoveryDialog } from './RecoveryDialog.tsx';
import { saveBytes, saveText } from './save-made.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { showCompared } from './show-compared.ts';
import { StatusBar } from './StatusBar.tsx';
import { TabStrip } from './TabStrip.tsx';
import { TOUR } from './tour-steps.ts';
import { TopBar } from './TopBar.tsx';
import { followEdits } from './undoing.ts';
import { UnsavedDialog } from './UnsavedDialog.tsx';
import styles from './App.module.css';

export function App() {
  useLook();
  useHost();
  const dialog = useSession((state) => state.dialog);
  const touring = useTour((state) => state.at !== undefined);
  const close = () => showDialog(undefined);
  return (
    <Tooltip.Provider delay={500}>
      <div className={styles.app} data-app="">
        <TopBar />
        <TabStrip />
        <Panels />
        <StatusBar />
        <Announcer />
      </div>
      <Gallery
        open={dialog === 'gallery'}
        onClose={close}
        onOpen={choosePreset}
        onCompare={(presets) => {
          addPresets(presets);
          showDialog('compare');
        }}
      />
      <Compare
        open={dialog === 'compare'}
        onClose={close}
        onOpen={(origin, path) => void showCompared(origin, path)}
        onSave={(name, text) => void saveText(name, text)}
      />
      <LessonTools />
      <ExportDialog open={dialog === 'export'} onClose={close} />
      <FigureDialog
        open={dialog === 'figure'}
        onClose={close}
        onSave={(extension, bytes) => saveBytes(`${fileStem(frontTitle())}.${extension}`, bytes)}
      />
      <SettingsDialog open={dialog === 'settings'} host={host.kind} onClose={close} />
      <Shortcuts open={dialog === 'shortcuts'} onClose={close} />
      <CommandPalette open={dialog === 'commands'} onClose={close} />
      <RecentFiles open={dialog === 'recent'} onClose={close} />
      <FindNodes open={dialog === 'find'} onClose={close} />
      <FixMenu modal={!touring} />
      <Tour steps={TOUR} hidden={dialog !== undefined} />
      <BlockDialog />
      <RecoveryDialog />
      <UnsavedDialog />
      <FileDrag />
      <Toasts>
        <ProgressStrips />
      </Toasts>
    </Tooltip.Provider>
  );
}

/** What the style sheets ask for on the root. */
function useLook(): void {
  const theme = useSettings((state) => state.settings.theme);
  const motion = useSettings((state) => state.settings.motion);
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    if (motion === 'system') delete root.dataset['motion'];
    else root.dataset['motion'] = motion;
  }, [theme, motion]);
}

/** Keys, clipboard, menus, journals and the window's title. */
function useHost(): void {
  const name = useTitle();
  const dirty = useDocumentStore((state) => isDirty(state));
  const unsaved = useDocuments(
    useShallow(({ documents }) => {
      const titles = titlesOf(documents);
      return documents.flatMap((open) => (isDirty(open) ? [titles.get(open.id)!] : []));
    }),
  );
  useEffect(() => host.setDocumentState({ name, dirty, unsaved }), [name, dirty, unsaved]);
  useEffect(() => {
    const stops = [
      bindKeys(),
      followKeys(() => host.setMenuKeys(menuKeys())),
      ...(host.kind === 'browser' ? [] : [followMenuState((state) => host.setMenuState(state))]),
      listenToClipboard(),
      keepJournals(),
      followRecentFiles(),
      followEdits(),
      followWeights((error) => notifyError('The network goes on with fresh weights', error)),
      followLostWeights(),
      host.onCommand(runCommand),
      host.onFailure((error) => notifyError('Something went wrong with a file', error)),
      host.onOpenFile((file) => void openGivenFile(file)),
    ];
    void offerRecoveries();
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
}
