/** What every page of a channel shares, as one script: see parts/base.ts. */
import "../parts/base";
import "./shell";
import "./await";
