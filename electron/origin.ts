// Where the app lives in the desktop host, and how one of its own frames is told from anything else.

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://netloom';
export const APP_ADDRESS = `${APP_ORIGIN}/index.html`;

export function isAppAddress(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`);
}
