// Netloom's own version, as files and models carry it; a test holds it equal to package.json.

export const VERSION = '0.1.0';
