/** What the runner told a suite in its environment; throws with a sentence when somebody runs the suite without it. */
export function told<Name extends string>(...names: readonly Name[]): Readonly<Record<Name, string>> {
  const values = names.map((name) => {
    const value = process.env[name];
    if (value === undefined) throw new Error(`${name} is not set: this suite runs with "npm run test:servers".`);
    return [name, value] as const;
  });
  return Object.fromEntries(values) as Record<Name, string>;
}
