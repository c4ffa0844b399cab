// Which kind of WebGPU this machine offers.

export type Gpu = 'none' | 'software' | 'hardware';

const PATIENCE_MILLISECONDS = 3000;

/** A software adapter (SwiftShader, llvmpipe, WARP) computes rightly, but slower than WASM does. */
export async function probeGpu(): Promise<Gpu> {
  // Missing where the browser has no WebGPU, or the page is not secure.
  const gpu = navigator.gpu as GPU | undefined;
  if (gpu === undefined) return 'none';
  const patience = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, null));
  const request = gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  const adapter = await Promise.race([request, patience]);
  if (adapter === null) return 'none';
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, device, description].join(' ');
  return isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render|software/i.test(words)
    ? 'software'
    : 'hardware';
}
