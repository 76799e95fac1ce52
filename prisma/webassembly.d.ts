// Node has WebAssembly; its types come only with the browser's, which the server side does not want.
declare namespace WebAssembly {
  interface Exported {
    exports: Record<string, unknown>;
  }
  function instantiate(source: Uint8Array, imports: Record<string, unknown>): Promise<{ instance: Exported }>;
}
