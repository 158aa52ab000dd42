import { chromium, type Browser } from "playwright-core";

/** Starts the browser in which is measured. */
export const launch = (): Promise<Browser> => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
