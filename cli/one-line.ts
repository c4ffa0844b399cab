// Text of files and of documents, fit for a terminal.

/** One line, whatever a file's name or content put into it: a terminal obeys control characters. */
export function oneLine(text: string): string {
  return (
    text
      .replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ')
      // eslint-disable-next-line no-control-regex -- control characters are what is taken out
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
  );
}
