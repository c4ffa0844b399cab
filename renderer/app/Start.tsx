// The start page, and what its choices do.

import { Thumbnail } from '../gallery/Thumbnail.tsx';
import { StartPage } from '../start/StartPage.tsx';
import type { Preset } from '../presets/types.ts';
import { isBlank, useDocuments } from '../state/open-documents.ts';
import { useSession } from '../state/session-store.ts';
import { runCommand } from './commands.ts';
import { choosePreset } from './files.ts';
import { openRecentFile, useRecentFiles } from './recent-files.ts';
import { takeTour } from './take-tour.ts';

export function Start() {
  const recent = useRecentFiles(({ files }) => files);
  return (
    <StartPage
      recentFiles={recent}
      thumbnail={thumbnail}
      onNew={() => runCommand('file.new')}
      onOpen={() => runCommand('file.open')}
      onRecent={(file) => void openRecentFile(file)}
      onPreset={(preset) => choosePreset(preset, {})}
      onPresets={() => runCommand('file.presets')}
      onTour={takeTour}
    />
  );
}

/** Whether nothing is there yet: the one open document is blank, and the user did not ask for a blank one. */
export function useIsStart(): boolean {
  const asked = useSession((state) => state.blank);
  return useDocuments(
    ({ documents }) => documents.length === 1 && isBlank(documents[0]) && documents[0]?.id !== asked,
  );
}

function thumbnail(preset: Preset) {
  return <Thumbnail preset={preset} />;
}
