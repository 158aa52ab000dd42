/** What stands on a sheet that was signed at the window: its digest, readable, and the same in a QR code beside the number (`banshi:1:…:…`). */

/** The digest in what a hand scanner typed or a picture's code says; anything else stays as it is. An input method may have made the colons wide. */
export function digestIn(text: string): string {
  const plain = text.normalize("NFKC").trim();
  return /^banshi:1:[^:]+:([0-9a-f]{16,64})$/i.exec(plain)?.[1]?.toLowerCase() ?? text;
}

/** What this browser reads codes with, where it does (the Shape Detection API of Chromium and Android). */
interface Detector { detect: (image: ImageBitmap) => Promise<{ rawValue: string }[]> }
declare global { interface Window { BarcodeDetector?: new (options: { formats: string[] }) => Detector } }

/** The digest on a picture of a sheet; "" where none is found, it is no picture, or this browser reads no codes. */
export async function digestOn(file: File): Promise<string> {
  if (!window.BarcodeDetector || !file.type.startsWith("image/")) return "";
  try {
    const picture = await createImageBitmap(file);
    const found = await new window.BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
    picture.close();
    return found.map((c) => c.rawValue).filter((text) => digestIn(text) !== text).map(digestIn)[0] ?? "";
  } catch {
    return ""; // it is typed, then
  }
}
