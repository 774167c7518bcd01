/** What a reader may give as temperature, wherever it is typed: beyond it, scores leave the machine's numbers or all agree. */
export const TEMPERATURE = { least: 0.01, most: 100 } as const;
