/** Files of the build that the packaged script brings with it. */
declare module 'attend:engine.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module 'attend:stage-texts.json' {
  const text: string;
  export default text;
}
