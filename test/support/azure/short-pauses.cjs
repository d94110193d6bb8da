// Loaded before the command: its pauses between looks at Azure are this part as long. Limits of requests stay as they are.
const part = Number(process.env.PART_OF_PAUSES);
const wait = globalThis.setTimeout;
const longestPause = 20_000;

globalThis.setTimeout = Object.assign(
  (action, milliseconds = 0, ...args) =>
    wait(action, milliseconds < longestPause ? milliseconds * part : milliseconds, ...args),
  wait,
);
