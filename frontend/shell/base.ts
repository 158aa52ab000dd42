/**
 * What every page of a channel has. Each page that is fetched by itself imports this first, so that all of it is one
 * script: many small ones are packed worse, and each is one more thing that can get lost.
 */
import "@preact/signals";
import "../core/api";
import "../core/moment";
import "../core/span";
import "../parts/button";
import "../parts/card";
import "../parts/choice";
import "../parts/count";
import "../parts/field-frame";
import "../parts/notices";
import "../parts/tables";
import "../parts/tag";
import "./shell";
import "./await";
import "./draft-at";
import "./lazy";
import "./lazy-part";
