// Which commands a query means.

interface Titled {
  readonly title: string;
}

/** Commands whose menu and title hold every word; those that begin with the query come first. */
export function searchCommands<T extends Titled>(
  commands: readonly T[],
  query: string,
  menuOf: (command: T) => string,
): readonly T[] {
  const wanted = query.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const rank = ({ title }: T): number => {
    const text = title.toLowerCase();
    if (text.startsWith(wanted)) return 0;
    return text.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return commands
    .filter((command) => {
      const text = `${menuOf(command)} ${command.title}`.toLowerCase();
      return words.every((word) => text.includes(word) || text.includes(singular(word)));
    })
    .sort((a, b) => rank(a) - rank(b));
}

/** What is sought as "kernels" may be called "kernel". */
function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}
