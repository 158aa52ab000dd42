/** What the pages of the form and of cases share, as one script: see shell/base.ts. */
import "../shell/base";
import "./frame";
import "./field";
import "./section";
import "./several";
import "../fields/mask";
